using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.Frontend;
using SymGrad.Generator.IR;

namespace SymGrad.Generator;

internal static class ReadingProblems
{
    private static readonly DiagnosticDescriptor[] AtACall = [Rules.NoFurtherDerivative, Rules.HeldArgument];

    private static readonly DiagnosticDescriptor[] AtTheMethod = [Rules.TooManyOperations, Rules.InternalError, Rules.ProofFailed];

    /// <summary>All problems of a method: those of its source, and a derivation of it that failed.</summary>
    public static EquatableArray<Problem> WithFailures(this Reading reading, EquatableArray<Generated> failed)
    {
        Generated? failure = failed.FirstOrDefault(f => f.HintName == reading.Method?.Declaration.HintName);
        if (failure is null)
            return reading.Problems;
        Problem problem = Describe(failure, reading);
        return reading.Problems.Append(problem).ToEquatableArray();
    }

    private static Problem Describe(Generated failure, Reading reading)
    {
        if (AtACall.FirstOrDefault(rule => rule.Id == failure.FailedId) is { } called)
            return new Problem(called, reading.Calls.FirstOrDefault(c => c.Callee == failure.Reason).Location ?? reading.Location, failure.Reason, failure.Detail);
        return new Problem(AtTheMethod.Single(rule => rule.Id == failure.FailedId), reading.Location, reading.Name, failure.Reason, failure.Detail);
    }
}
