using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What reading an annotated method gave: a model, or problems with it, or both. The locations serve later problems.</summary>
internal sealed record Reading(DifferentiableMethod? Method, EquatableArray<Problem> Problems, Location Location, string Name)
{
    /// <summary>Where the methods that are called, not inlined, are called first, by name.</summary>
    public EquatableArray<CallSite> Calls { get; init; }
}

/// <summary>Where a method is called that is not inlined.</summary>
internal readonly record struct CallSite(string Callee, Location Location);
