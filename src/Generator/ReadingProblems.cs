using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.Frontend;
using SymGrad.Generator.IR;

namespace SymGrad.Generator;

internal static class ReadingProblems
{
    /// <summary>All problems of a method: those of its source, and a derivation of it that failed.</summary>
    public static EquatableArray<Problem> WithFailures(this Reading reading, EquatableArray<Generated> failed)
    {
        Generated? failure = failed.FirstOrDefault(f => f.HintName == reading.Method?.Declaration.HintName);
        if (failure is null)
            return reading.Problems;
        Problem problem = failure.FailedId == Rules.ProofFailed.Id
            ? new Problem(Rules.ProofFailed, reading.Location, reading.Name, failure.Reason, failure.Detail)
            : new Problem(Rules.InternalError, reading.Location, reading.Name, failure.Reason);
        return reading.Problems.Append(problem).ToEquatableArray();
    }
}
