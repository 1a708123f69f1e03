using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.Frontend;
using SymGrad.Generator.IR;

namespace SymGrad.Generator;

internal static class ReadingProblems
{
    private static readonly DiagnosticDescriptor[] Failures = [Rules.TooManyOperations, Rules.InternalError, Rules.ProofFailed];

    /// <summary>All problems of a method: those of its source, and a derivation of it that failed.</summary>
    public static EquatableArray<Problem> WithFailures(this Reading reading, EquatableArray<Generated> failed)
    {
        Generated? failure = failed.FirstOrDefault(f => f.HintName == reading.Method?.Declaration.HintName);
        if (failure is null)
            return reading.Problems;
        DiagnosticDescriptor rule = Failures.Single(r => r.Id == failure.FailedId);
        var problem = new Problem(rule, reading.Location, reading.Name, failure.Reason, failure.Detail);
        return reading.Problems.Append(problem).ToEquatableArray();
    }
}
