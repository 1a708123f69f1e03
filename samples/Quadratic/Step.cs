namespace Quadratic;

/// <summary>One step of a descent: where its update led, and the gradient before and after the update.</summary>
internal readonly record struct Step(double X, double Y, double Z, (double Dx, double Dy) Before, (double Dx, double Dy) After);
