using Microsoft.CodeAnalysis;
using SymGrad.Generator.Diagnostics;
using SymGrad.Generator.IR;

namespace SymGrad.Generator.Frontend;

/// <summary>What reading an annotated method gave: a model, or problems with it, or both. The location serves later problems.</summary>
internal sealed record Reading(DifferentiableMethod? Method, EquatableArray<Problem> Problems, Location Location, string Name);
