namespace SymGrad.Generator.Tests.Harness;

/// <summary>Each caching check passes on a generator that is right, and fails on one that is not.</summary>
public class CachingTests
{
    [Fact]
    public void A_generator_that_caches_passes() => FakeGenerator.Run(Fault.None).AssertCached(FakeGenerator.Steps);

    [Fact]
    public void A_step_without_its_name_is_missed()
    {
        var failure = Fails(Fault.HasNoTrackingNames);
        Assert.Contains("No outputs of the tracked steps", failure, StringComparison.Ordinal);
        Assert.Contains("Lowering?", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.ModelHasAnArray, "step Lowering are Modified")]
    [InlineData(Fault.DerivesAtEveryEdit, "step Derivation are Unchanged")]
    [InlineData(Fault.EmitsAtEveryEdit, "an output step (SourceOutput) is Modified")]
    [InlineData(Fault.EmitsTheCompilation, "an output step (SourceOutput) is Modified")]
    public void Work_done_again_at_an_unrelated_edit_is_found(Fault fault, string message)
    {
        var failure = Fails(fault);
        Assert.StartsWith("After an unrelated file became", failure, StringComparison.Ordinal);
        Assert.Contains(message, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_changes_with_a_comment_is_found()
    {
        var run = FakeGenerator.Run(Fault.ModelHasTheBodysText);
        run.AssertUnrelatedEditChangesNothing(FakeGenerator.Steps);
        var failure = Assert.Throws<HarnessFailure>(() => run.AssertCommentDerivesNothing(FakeGenerator.Steps)).Message;
        Assert.Contains("the outputs of step Function are Modified, Unchanged", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fault.ModelHoldsSymbol, "Function[0].Held.Held")]
    [InlineData(Fault.ModelHoldsSyntaxInAList, "Function[0].Held.Held._items[1] is a MethodDeclarationSyntax")]
    [InlineData(Fault.ModelHoldsTreeInAToken, "Function[0].Held.Held.array[0].Parent is a MethodDeclarationSyntax")]
    [InlineData(Fault.ModelHoldsCompilationInAClosure, "compilation is a CSharpCompilation")]
    [InlineData(Fault.ModelHoldsLocation, "value is a SourceLocation")]
    public void An_object_of_Roslyns_in_a_model_is_found(Fault fault, string message)
    {
        var run = FakeGenerator.Run(fault);
        run.AssertUnrelatedEditChangesNothing(FakeGenerator.Steps).AssertCommentDerivesNothing(FakeGenerator.Steps);
        var failure = Assert.Throws<HarnessFailure>(() => run.AssertModelsAreValues(FakeGenerator.Steps)).Message;
        Assert.Contains(message, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_without_an_annotated_method_has_nothing_to_edit() =>
        Assert.Throws<HarnessFailure>(() =>
            FakeGenerator.Run(Fault.None, null, "class Nothing;").AssertCommentDerivesNothing(FakeGenerator.Steps));

    [Fact]
    public void The_names_are_read_from_a_class_of_constants()
    {
        var steps = TrackedSteps.From(typeof(Names));
        Assert.Equal(["L", "F", "D", "P", "Facts"], steps.All);
        Assert.Throws<HarnessFailure>(() => TrackedSteps.From(typeof(CachingTests)));
    }

    private static class Names
    {
        internal const string Lowering = "L", Function = "F", Derivation = "D", Problems = "P", LanguageFacts = "Facts";
    }

    private static string Fails(Fault fault)
    {
        var run = FakeGenerator.Run(fault);
        return Assert.Throws<HarnessFailure>(() => run.AssertCached(FakeGenerator.Steps)).Message;
    }
}
