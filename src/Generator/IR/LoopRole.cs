namespace SymGrad.Generator.IR;

/// <summary>What a loop does in a derivative: the payload of an <see cref="Op.Loop"/>.</summary>
internal enum LoopRole : byte
{
    /// <summary>It is no part of a sweep.</summary>
    None,

    /// <summary>The way forth of a loop that is gone back through.</summary>
    Forth,

    /// <summary>The way back, the last iteration first.</summary>
    Back,

    /// <summary>The adjoints of independent iterations.</summary>
    Adjoints,

    /// <summary>Values and adjoints of independent iterations.</summary>
    Both,

    /// <summary>A sweep along each direction.</summary>
    Directions,
}

/// <summary>What roles mean together, and to a reader.</summary>
internal static class LoopRoles
{
    /// <summary>The role of loops that run as one.</summary>
    public static LoopRole Joined(IEnumerable<LoopRole> roles)
    {
        LoopRole[] all = [.. roles.Distinct()];
        return all.Length == 1 ? all[0]
            : all.Any(role => role is LoopRole.Adjoints or LoopRole.Both) ? LoopRole.Both
            : all.Max();
    }

    /// <summary>Whether a loop adds to adjoints.</summary>
    public static bool IsSweep(this LoopRole role) => role is LoopRole.Back or LoopRole.Adjoints or LoopRole.Both;

    /// <summary>One line for the code.</summary>
    /// <param name="tape">Where something in it is kept, if anything is.</param>
    public static string? Describe(this LoopRole role, string? tape) => role switch
    {
        LoopRole.Forth => tape is null ? "Forth; nothing needs to be kept." : $"Forth: what the way back needs is kept in {tape}.",
        LoopRole.Back => "Back, the last iteration first.",
        LoopRole.Adjoints => "Adjoints, in any order.",
        LoopRole.Both => tape is null ? "Value and adjoints in one pass: nothing is kept." : "Value and adjoints in one pass.",
        _ => null,
    };
}
