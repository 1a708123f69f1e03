namespace SymGrad.Package.Tests;

/// <summary>A folder outside the repository, with the package as a clean copy of the sources packs it.</summary>
public sealed class Workspace : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("symgrad-package-").FullName;

    public Workspace()
    {
        string sources = PathTo("sources");
        foreach (string file in SourceFiles())
        {
            string copy = Path.Combine(sources, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Dotnet(sources, ["pack", "-c", "Release", "src/Runtime", "-o", PathTo("packages")]);
        Package = Directory.GetFiles(PathTo("packages")).Single();
    }

    /// <summary>The packed file, the only one in its folder.</summary>
    public string Package { get; }

    public string PathTo(string name) => Path.Combine(_root, name);

    /// <summary>Runs a command that must succeed.</summary>
    public static ProgramRun Dotnet(string directory, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        // A build server that outlived the command would keep its output open.
        var environment = new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" };
        foreach (var (name, value) in variables)
            environment[name] = value;
        return ProgramRun.Of("dotnet", arguments, directory, environment: environment).Succeeded();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<string> SourceFiles() =>
        from file in Directory.EnumerateFiles(Repository.Root)
            .Concat(Directory.EnumerateFiles(Repository.PathTo("src"), "*", SearchOption.AllDirectories))
        let folders = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)
        where !folders.Contains("bin") && !folders.Contains("obj")
        select file;
}
