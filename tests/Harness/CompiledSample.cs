using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace SymGrad.Tests.Harness;

/// <summary>Sources and generated code, compiled and loaded; unloaded when disposed and no longer used.</summary>
public sealed class CompiledSample : IDisposable
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    private readonly Context _context;

    internal CompiledSample(GeneratorOptions options, byte[] image)
    {
        Reference = MetadataReference.CreateFromImage(image);
        _context = new Context(options);
        Assembly = _context.LoadFromStream(new MemoryStream(image));
    }

    public Assembly Assembly { get; }

    /// <summary>For a sample that refers to this one (<see cref="GeneratorOptions.ReferencedSamples"/>).</summary>
    public MetadataReference Reference { get; }

    /// <summary>The type of this name: with its namespace, or alone where it is the only one.</summary>
    public Type Type(string name)
    {
        if (Assembly.GetType(name) is { } exact)
            return exact;
        var found = Assembly.GetTypes().Where(t => t.Name == name).ToList();
        return found.Count == 1
            ? found[0]
            : throw new HarnessFailure($"{found.Count} types are called {name}; there are: "
                + Text.List(Assembly.GetTypes().Select(t => t.FullName ?? t.Name)));
    }

    /// <summary>Calls a static method (not one with spans: see <see cref="Bind{TDelegate}"/>) and casts what it returns.</summary>
    public TResult Call<TResult>(string type, string method, params object?[] arguments) =>
        (TResult)Call(type, method, arguments)!;

    public object? Call(string type, string method, params object?[] arguments)
    {
        var found = Methods(type, method)
            .Where(m => m.IsStatic && m.GetParameters() is var p && p.Length == arguments.Length
                && p.Zip(arguments).All(x => Accepts(x.First.ParameterType, x.Second)))
            .ToList();
        if (found.Count != 1)
            throw new HarnessFailure($"{found.Count} methods {type}.{method} take these arguments; there are: "
                + Text.List(Methods(type, method).Select(m => m.ToString()!)));
        try
        {
            return found[0].Invoke(null, arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    /// <summary>A static method as a delegate, which may take spans; the overload is found by the delegate's signature.</summary>
    public TDelegate Bind<TDelegate>(string type, string method)
        where TDelegate : Delegate
    {
        var invoke = typeof(TDelegate).GetMethod("Invoke")!;
        var wanted = invoke.GetParameters().Select(p => p.ParameterType).ToList();
        var found = Methods(type, method)
            .Where(m => m.IsStatic && m.GetParameters().Select(p => p.ParameterType).SequenceEqual(wanted))
            .ToList();
        if (found.Count != 1)
            throw new HarnessFailure($"{found.Count} methods {type}.{method} have the signature {invoke}; there are: "
                + Text.List(Methods(type, method).Select(m => m.ToString()!)));
        return found[0].CreateDelegate<TDelegate>();
    }

    public void Dispose() => _context.Unload();

    private List<MethodInfo> Methods(string type, string method) =>
        [.. Type(type).GetMethods(Any).Where(m => m.Name == method)];

    private static bool Accepts(Type parameter, object? argument)
    {
        var type = parameter.IsByRef ? parameter.GetElementType()! : parameter;
        return argument is null ? !type.IsValueType : type.IsInstanceOfType(argument);
    }

    /// <summary>Everything but the sample itself comes from this process: its types and the test's are the same.</summary>
    private sealed class Context(GeneratorOptions options) : AssemblyLoadContext("sample", isCollectible: true)
    {
        protected override Assembly? Load(AssemblyName name)
        {
            if (options.ReferencedSamples.FirstOrDefault(s => s.Assembly.GetName().Name == name.Name) is { } sample)
                return sample.Assembly;
            var file = options.ExtraReferences.OfType<PortableExecutableReference>()
                .FirstOrDefault(r => Path.GetFileNameWithoutExtension(r.FilePath) == name.Name)?.FilePath;
            return file is null || Default.Assemblies.Any(a => a.GetName().Name == name.Name) ? null : LoadFromAssemblyPath(file);
        }
    }
}
