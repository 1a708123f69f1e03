namespace GradBench.Objectives;

/// <summary>How a derivative inside a function that is differentiated itself is taken.</summary>
internal enum Mode
{
    Forward,
    Reverse,
}
