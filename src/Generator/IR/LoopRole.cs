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
    /// <param name="keeps">Whether something in it is kept in the workspace.</param>
    public static string? Describe(this LoopRole role, bool keeps) => role switch
    {
        LoopRole.Forth => keeps ? "Forth: what the way back needs is kept in the workspace." : "Forth; nothing needs to be kept.",
        LoopRole.Back => "Back, the last iteration first.",
        LoopRole.Adjoints => "Adjoints, in any order.",
        LoopRole.Both => keeps ? "Value and adjoints in one pass." : "Value and adjoints in one pass: nothing is kept.",
        _ => null,
    };
}
