using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.Differentiation;
using SymGrad.Generator.Emission;
using SymGrad.Generator.Frontend;
using SymGrad.Generator.IR;

namespace SymGrad.Generator;

/// <summary>Generates derivatives for methods marked <c>[Differentiable]</c>. Wiring only.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private readonly Func<DifferentiableMethod, Derivative> _derive;

    public DifferentiableGenerator() : this(Derivatives.Derive)
    {
    }

    /// <summary>For tests: with other passes than the real ones.</summary>
    internal DifferentiableGenerator(Func<DifferentiableMethod, Derivative> derive) => _derive = derive;

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<Reading> readings = context.SyntaxProvider
            .ForAttributeWithMetadataName("SymGrad.DifferentiableAttribute", static (_, _) => true, static (marked, cancellation) => MethodReader.Read(marked, SourcePrinter.PrintSignatures, cancellation))
            .WithTrackingName(TrackingNames.Lowering);

        IncrementalValuesProvider<Generated> generated = readings
            .Where(static reading => reading.Method is not null)
            .Select(static (reading, _) => reading.Method!)
            .WithTrackingName(TrackingNames.Function)
            .Select((method, cancellation) => Derivation.Run(method, _derive, cancellation))
            .WithTrackingName(TrackingNames.Derivation);

        context.RegisterSourceOutput(generated, static (output, file) =>
        {
            Add(output, file.HintName, file.Source);
            Add(output, file.PublicationHintName, file.Publication);
        });

        // Locations change at every edit, so they travel apart from the models: failed derivations find theirs again by name.
        IncrementalValueProvider<EquatableArray<Generated>> failed = generated
            .Where(static file => file.FailedId is not null)
            .Collect()
            .Select(static (files, _) => files.ToEquatableArray());

        context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("SymGrad.DerivativeOfAttribute", static (_, _) => true, DerivativeSignature.Check),
            Report);

        context.RegisterSourceOutput(
            readings.Combine(failed).Select(static (pair, _) => pair.Left.WithFailures(pair.Right)).WithTrackingName(TrackingNames.Problems),
            Report);
    }

    private static void Add(SourceProductionContext output, string hintName, string? source)
    {
        if (source is not null)
            output.AddSource(hintName, SourceText.From(source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));
    }

    private static void Report(SourceProductionContext output, EquatableArray<Problem> problems)
    {
        foreach (Problem problem in problems)
            output.ReportDiagnostic(problem.ToDiagnostic());
    }
}
