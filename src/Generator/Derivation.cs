using System.Globalization;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.Emission;
using SymGrad.Generator.IR;
using SymGrad.Generator.Verification;

namespace SymGrad.Generator;

/// <summary>From a model to the text that is generated for it: derive, prove, print. Knows nothing of Roslyn's symbols.</summary>
internal static class Derivation
{
    /// <param name="derive">The passes; a test puts a faulty one here.</param>
    public static Generated Run(DifferentiableMethod method, Func<DifferentiableMethod, Derivative> derive, CancellationToken cancellation)
    {
        string hint = method.Declaration.HintName;
        try
        {
            Derivative derivative = derive(method);
            cancellation.ThrowIfCancellationRequested();
            if (Proof.Refute(derivative, cancellation) is { } refutation)
                return new Generated(hint, null, Rules.ProofFailed.Id, $"{refutation.What} contradicts {refutation.Against}", refutation.Detail);
            return new Generated(hint, SourcePrinter.Print(method.Declaration, derivative), null, "", "") { Publication = method.PublishedAs is { } name ? PublicationPrinter.Print(name, method.Graph) : null };
        }
        catch (TooManyOperations limit)
        {
            return new Generated(hint, null, Rules.TooManyOperations.Id, Text(limit.Needed), Text(limit.Limit));
        }
        catch (MissingDerivative missing)
        {
            return new Generated(hint, null, (missing.Parameter is null ? Rules.NoFurtherDerivative : Rules.HeldArgument).Id, missing.Callee, missing.Parameter ?? "");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new Generated(hint, null, Rules.InternalError.Id, Failure.Describe(failure), "");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
