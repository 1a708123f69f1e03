using System.IO.Compression;
using System.Xml.Linq;

namespace SymGrad.Package.Tests;

public sealed class PackageTests(Workspace workspace) : IClassFixture<Workspace>
{
    private const string ProjectFile = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="SymGrad" Version="*" />
          </ItemGroup>
        </Project>
        """;

    private static readonly IReadOnlyList<CodeBlock> ReadmeBlocks = CodeBlock.Of(Repository.Read("README.md"));

    [Fact]
    public void It_holds_the_runtime_its_documentation_and_the_generator()
    {
        using ZipArchive package = ZipFile.OpenRead(workspace.Package);

        Assert.Equal(
            [
                "README.md",
                "SymGrad.nuspec",
                "analyzers/dotnet/cs/SymGrad.Generator.dll",
                "lib/net10.0/SymGrad.dll",
                "lib/net10.0/SymGrad.xml",
            ],
            package.Entries.Select(entry => entry.FullName).Where(IsOurs).Order(StringComparer.Ordinal));

        // The rest is the container's own.
        static bool IsOurs(string name) => !name.StartsWith("_rels/", StringComparison.Ordinal)
            && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml";
    }

    [Fact]
    public void It_depends_on_nothing()
    {
        using ZipArchive package = ZipFile.OpenRead(workspace.Package);
        using Stream nuspec = package.GetEntry("SymGrad.nuspec")!.Open();

        Assert.DoesNotContain(XDocument.Load(nuspec).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_readmes_first_example_builds_and_runs_in_a_fresh_project()
    {
        CodeBlock program = ReadmeBlocks.First(block => block.Language == "csharp");
        CodeBlock output = ReadmeBlocks.First(block => block.Language == "text");
        string project = workspace.PathTo("fresh");
        Directory.CreateDirectory(project);
        File.WriteAllText(Path.Combine(project, "Fresh.csproj"), ProjectFile);
        File.WriteAllText(Path.Combine(project, "Program.cs"), program.Text);
        File.WriteAllText(Path.Combine(project, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="local" value="{Path.GetDirectoryName(workspace.Package)}" />
              </packageSources>
            </configuration>
            """);

        // Not the user's own folder of packages, which may hold an older SymGrad of the same version.
        Workspace.Dotnet(project, ["build", "-c", "Release"], ("NUGET_PACKAGES", workspace.PathTo("restored")));
        ProgramRun run = Workspace.Dotnet(project, ["bin/Release/net10.0/Fresh.dll"]);

        Assert.Equal(output.Text, run.Output);
        string generated = File.ReadAllText(Directory.GetFiles(
            Path.Combine(project, "obj/Release/net10.0/generated"), "*.g.cs", SearchOption.AllDirectories).Single());
        Assert.All(
            ReadmeBlocks.Where(block => block.Generated is not null),
            block => Assert.Null(Text.FirstDifference(GeneratedMember.Of(generated, block.Generated!)!, block.Text)));
    }
}
