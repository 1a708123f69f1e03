namespace SymGrad.Generator.Tests.Harness;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("snapshot").FullName;

    private string Stem => Path.Combine(_folder, "Class.Method");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file_fails_and_shows_what_was_received()
    {
        var failure = Assert.Throws<HarnessFailure>(() => Snapshot.Check(Stem, ".cs", "a\n", accept: false)).Message;
        Assert.Contains("no verified file", failure, StringComparison.Ordinal);
        Assert.Equal("a\n", File.ReadAllText(Stem + ".received.cs"));
        Assert.False(File.Exists(Stem + ".verified.cs"));
    }

    [Fact]
    public void A_difference_fails_at_its_first_line()
    {
        File.WriteAllText(Stem + ".verified.cs", "same\nold\nsame\n");
        var failure = Assert.Throws<HarnessFailure>(() => Snapshot.Check(Stem, ".cs", "same\nnew \nsame\n", accept: false)).Message;
        Assert.Contains("line 2:\n    before  : same\n    expected: old\n    actual  : new ⏎", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n", "a")]
    [InlineData("a\n", "a\r\n")]
    [InlineData("a\n", "a\nb\n")]
    public void Line_ends_count(string verified, string received)
    {
        File.WriteAllText(Stem + ".verified.cs", verified);
        Assert.Throws<HarnessFailure>(() => Snapshot.Check(Stem, ".cs", received, accept: false));
    }

    [Fact]
    public void Accepting_makes_it_pass_and_clears_what_was_received()
    {
        Assert.Throws<HarnessFailure>(() => Snapshot.Check(Stem, ".cs", "a\n", accept: false));
        Snapshot.Check(Stem, ".cs", "a\n", accept: true);
        Snapshot.Check(Stem, ".cs", "a\n", accept: false);
        Assert.Equal([Stem + ".verified.cs"], Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_file_stands_beside_the_test() => Snapshot.Verify("// Beside its test.\n");

    [Fact]
    public void Several_files_of_one_test_are_told_apart_by_name()
    {
        Snapshot.Verify("1\n", ".txt", "one");
        Snapshot.Verify("2\n", ".txt", "two");
    }
}
