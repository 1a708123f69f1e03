using Microsoft.CodeAnalysis;

namespace SymGrad.Generator.Diagnostics;

/// <summary>Every diagnostic of SymGrad, one line each; each id has a page under docs/diagnostics.</summary>
internal static class Rules
{
    private const string Help = "https://github.com/symgrad/symgrad/blob/main/docs/diagnostics/";

    // SYMG1xxx: the declaration.
    public static readonly DiagnosticDescriptor NotPartial = Error("SYMG1001", "The containing type is not partial", "'{0}' must be partial: the derivative of '{1}' is generated into it");
    public static readonly DiagnosticDescriptor NameTaken = Error("SYMG1002", "A generated name is taken", "'{0}' already has a member named '{1}', which '{2}' would generate: rename it, or write [Differentiable(Name = \"…\")]");
    public static readonly DiagnosticDescriptor NothingActive = Error("SYMG1003", "Nothing to differentiate with respect to", "'{0}' has no active parameter: it needs a parameter of type double or float, or a struct of them, without [NoGradient]");
    public static readonly DiagnosticDescriptor ResultType = Error("SYMG1004", "The result is not made of real numbers", "'{0}' returns '{1}': only methods that return double or float, or a struct or tuple of them alone, or that return nothing and fill one Span of them, are differentiated{2}");
    public static readonly DiagnosticDescriptor ParameterType = Error("SYMG1005", "The parameter's type is not differentiable", "'{0}' is a '{1}', which can be neither differentiated nor held constant here: mark it [NoGradient], or pass what the method needs of it as double, float or a struct of them");
    public static readonly DiagnosticDescriptor CannotBuild = Error("SYMG1006", "A gradient of this struct cannot be built", "A '{0}' cannot be built from its fields: {1}");
    public static readonly DiagnosticDescriptor NoBody = Error("SYMG1007", "The method has no body", "'{0}' has no body to differentiate");
    public static readonly DiagnosticDescriptor OverloadWithoutObjective = Information("SYMG1008", "Overloads get no objective", "'{0}' is overloaded, and a type cannot be: no '{1}' is generated for it; [Differentiable(Name = \"…\")] gives it one");
    public static readonly DiagnosticDescriptor KindNeedsScalar = Error("SYMG1009", "This kind of derivative needs a scalar result", "{0} needs a method that returns one number, and '{1}' returns '{2}': ask for Jacobian, Jvp or Vjp, or mark a method that returns one of its parts");
    public static readonly DiagnosticDescriptor InvalidName = Error("SYMG1010", "The name is not an identifier", "'{0}' cannot begin the name of a member");
    public static readonly DiagnosticDescriptor TypeParameter = Error("SYMG1011", "The type parameter cannot stand for a number here", "'{0}' is no type that '{1}' can be differentiated in: {2}");
    public static readonly DiagnosticDescriptor NotAMethod = Error("SYMG1012", "Only methods can be differentiated", "[Differentiable] belongs on a method of a type: move the code of this function into one");
    public static readonly DiagnosticDescriptor FileLocal = Error("SYMG1013", "A file-local type is out of reach", "'{0}' is local to its file, where generated code cannot see it: make it internal");
    public static readonly DiagnosticDescriptor VariantInterface = Information("SYMG1014", "A variant interface gets no objective", "'{0}' is variant in a type parameter and cannot hold other types: no '{1}' is generated into it");
    public static readonly DiagnosticDescriptor ExplicitImplementation = Error("SYMG1015", "An explicit implementation cannot be called by its name", "'{0}' implements an interface explicitly: move its body into a method of its own, and mark that one");
    public static readonly DiagnosticDescriptor DerivativeDoesNotFit = Error("SYMG1016", "The derivative does not fit the method", "'{0}' cannot be the derivative of '{1}': {2}");
    public static readonly DiagnosticDescriptor NotUnmanaged = Information("SYMG1019", "An objective needs an unmanaged type", "'{0}' need not be unmanaged: no '{1}' is generated for '{2}'; 'where {0} : unmanaged, IFloatingPointIeee754<{0}>' gives it one");
    public static readonly DiagnosticDescriptor KindNeedsFlatBuffers = Error("SYMG1020", "This kind of derivative needs buffers that are not jagged", "{0} has a column for each element, and '{1}' is an array of arrays: ask for Gradient, Jvp, Vjp or HessianVectorProduct, or pass its elements in one buffer");
    public static readonly DiagnosticDescriptor JaggedWithoutObjective = Information("SYMG1021", "A jagged parameter gets no objective", "The parameters of an objective are one flat span, and '{0}' is an array of arrays: no '{1}' is generated for '{2}'");

    // SYMG2xxx: C# that cannot be differentiated, or not yet. One id a reason.
    public static readonly DiagnosticDescriptor Loop = Error("SYMG2001", "This loop is not supported", "A loop {0} cannot be differentiated: count, or go through an array or a span, and change values only");
    public static readonly DiagnosticDescriptor NoSource = Error("SYMG2002", "The called method's body is not at hand", "'{0}' cannot be differentiated: its body is not in this compilation and it is not a function SymGrad knows{1}");
    public static readonly DiagnosticDescriptor Recursion = Error("SYMG2003", "Recursion is not supported", "'{0}' calls itself: write it as a loop, or out to the depth you need");
    public static readonly DiagnosticDescriptor VirtualCall = Error("SYMG2004", "The called method is known only at run time", "'{0}' is {1}, so which body runs is known only at run time: call a static method, or seal it");
    public static readonly DiagnosticDescriptor Delegate = Error("SYMG2005", "Delegates and lambdas are not supported", "{0} cannot be differentiated: call a method or a local function");
    public static readonly DiagnosticDescriptor Suspension = Error("SYMG2006", "Asynchronous and iterator code is not supported", "{0} cannot be differentiated: a derivative is computed in one go");
    public static readonly DiagnosticDescriptor Throw = Error("SYMG2007", "This throw is not supported", "A 'throw' must stand alone in a branch, as 'throw new …' with constants and numbers: {0}");
    public static readonly DiagnosticDescriptor SideEffect = Error("SYMG2008", "A side effect cannot be differentiated", "{0} changes state outside the method: a derivative must leave everything as it is");
    public static readonly DiagnosticDescriptor Buffer = Error("SYMG2009", "This use of a buffer is not supported", "{0} cannot be differentiated yet: use arrays and spans of numbers, or of structs of them, of one dimension or as T[,] or T[][]");
    public static readonly DiagnosticDescriptor Type = Error("SYMG2010", "The type is not supported", "A value of type '{0}' cannot be part of a differentiated method: use double, float, integers, bool, enums, and structs or tuples of them");
    public static readonly DiagnosticDescriptor Statement = Error("SYMG2011", "The statement is not supported", "{0} cannot be differentiated");
    public static readonly DiagnosticDescriptor Expression = Error("SYMG2012", "The expression is not supported", "{0} cannot be differentiated");
    public static readonly DiagnosticDescriptor Pattern = Error("SYMG2013", "The pattern is not supported", "{0} is not supported: use constant, relational, tuple and property patterns, and combinations of them");
    public static readonly DiagnosticDescriptor NotExhaustive = Error("SYMG2014", "The switch expression is not exhaustive", "Where no arm matches this throws, and a derivative cannot: add an arm '_ => …'");
    public static readonly DiagnosticDescriptor Reference = Error("SYMG2015", "References to variables are not supported", "{0} cannot be differentiated: pass and return values");
    public static readonly DiagnosticDescriptor Unresolved = Error("SYMG2016", "The code does not compile", "'{0}' is not known here: fix the compiler's error first");
    public static readonly DiagnosticDescriptor Inaccessible = Error("SYMG2017", "The generated code cannot reach this member", "'{0}' is not accessible from '{1}', where the derivative is generated: make it internal, or const");
    public static readonly DiagnosticDescriptor NoFurtherDerivative = Error("SYMG2018", "A derivative of a derivative is not at hand", "The derivative of '{0}' is wanted here, and it is not at hand: ask for Derivatives.Hessian where '{0}' is generated, or give its derivative in a method marked [DerivativeOf]");
    public static readonly DiagnosticDescriptor NotGenerated = Error("SYMG2019", "This looks like a generated member, but none is generated", "'{0}' is not generated: {1}");
    public static readonly DiagnosticDescriptor HeldArgument = Error("SYMG2020", "An argument varies whose derivative is not known", "'{0}' has no derivative by '{1}', which varies here, so that a part of the derivative would be lost: pass Differentiate.Constant(…) if it is to be held constant");

    // SYMG3xxx: differentiability. The derivative is what its formula says, and may not be what was meant.
    public static readonly DiagnosticDescriptor Jump = Warning("SYMG3001", "A step drops a derivative", "'{0}' is constant between its jumps: its derivative is 0, and what depends on it in jumps is not seen");
    public static readonly DiagnosticDescriptor IntegerConversion = Warning("SYMG3002", "A conversion to an integer drops a derivative", "'{0}' turns a value that the derivative is taken through into an integer: from here on its derivative is 0");
    public static readonly DiagnosticDescriptor Equality = Warning("SYMG3003", "A comparison for equality decides what is differentiated", "'{0}' compares values that the derivative is taken through: where they are equal the derivative is that of one branch alone, and a jump between the branches is not seen");
    public static readonly DiagnosticDescriptor InfiniteSlope = Suggestion("SYMG3004", "A derivative may be infinite", "The derivative of '{0}' is infinite where its argument is {1}, and what is multiplied by it there infinite or NaN");

    // SYMG4xxx: cost.
    public static readonly DiagnosticDescriptor TooManyOperations = Error("SYMG4001", "The derivative takes too many operations", "The derivative of '{0}' takes at least {1} operations, and the limit is {2}: calls are inlined, so a helper that calls another one twice, and so on, doubles each time; write the work once, or raise the limit by [Differentiable(MaxOperations = …)]");

    // SYMG9xxx: SymGrad itself.
    public static readonly DiagnosticDescriptor InternalError = Error("SYMG9001", "Internal error", "SymGrad failed on '{0}' and generated nothing for it; this is a defect of SymGrad, please report it with the method's source: {1}");
    public static readonly DiagnosticDescriptor ProofFailed = Error("SYMG9002", "The derivative failed its own proof", "SymGrad generated nothing for '{0}', since {1}; this is a defect of SymGrad, please report it with the method's source: {2}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Information(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Warning);

    // Off unless asked for.
    private static DiagnosticDescriptor Suggestion(string id, string title, string message) => Create(id, title, message, DiagnosticSeverity.Info, isEnabledByDefault: false);

    // An error means that there is no code: neither a pragma (NotConfigurable) nor SuppressMessage (Compiler) may hide that.
    private static DiagnosticDescriptor Create(string id, string title, string message, DiagnosticSeverity severity, bool isEnabledByDefault = true) => new(
        id, title, message, "SymGrad", severity, isEnabledByDefault, helpLinkUri: Help + id + ".md",
        customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.Compiler] : []);
}
