namespace CurveFitting;

/// <summary>How far a model with the parameters b is from each observation.</summary>
internal delegate void Residuals(ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> residuals);

/// <summary>The same, and the partials of the residuals by b, a row an observation.</summary>
internal delegate void Jacobian(
    ReadOnlySpan<double> b, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> residuals, Span<double> jacobian);

/// <summary>A model: its residuals, and their generated Jacobian.</summary>
internal sealed record Model(Residuals Residuals, Jacobian Jacobian)
{
    /// <summary>The model that NIST prescribes for a data set.</summary>
    public static Model Of(string dataSet) => dataSet switch
    {
        "Misra1a" or "BoxBOD" => new(Exponential.Saturation, Exponential.SaturationJacobian),
        "Chwirut1" or "Chwirut2" => new(Exponential.Chwirut, Exponential.ChwirutJacobian),
        "Lanczos1" or "Lanczos2" or "Lanczos3" => new(Exponential.Lanczos, Exponential.LanczosJacobian),
        "Gauss1" or "Gauss2" or "Gauss3" => new(Exponential.Gauss, Exponential.GaussJacobian),
        "Eckerle4" => new(Exponential.Eckerle, Exponential.EckerleJacobian),
        "MGH17" => new(Exponential.Decays, Exponential.DecaysJacobian),
        "MGH10" => new(Exponential.Meyer, Exponential.MeyerJacobian),
        "Nelson" => new(Exponential.Nelson, Exponential.NelsonJacobian),
        "Rat42" => new(Exponential.Logistic, Exponential.LogisticJacobian),
        "Rat43" => new(Exponential.Richards, Exponential.RichardsJacobian),
        "Hahn1" or "Thurber" => new(Rational.CubicByCubic, Rational.CubicByCubicJacobian),
        "Kirby2" => new(Rational.QuadraticByQuadratic, Rational.QuadraticByQuadraticJacobian),
        "MGH09" => new(Rational.Kowalik, Rational.KowalikJacobian),
        "Misra1b" => new(Miscellaneous.Misra1b, Miscellaneous.Misra1bJacobian),
        "Misra1c" => new(Miscellaneous.Misra1c, Miscellaneous.Misra1cJacobian),
        "Misra1d" => new(Miscellaneous.Misra1d, Miscellaneous.Misra1dJacobian),
        "DanWood" => new(Miscellaneous.Power, Miscellaneous.PowerJacobian),
        "Bennett5" => new(Miscellaneous.Bennett, Miscellaneous.BennettJacobian),
        "Roszman1" => new(Miscellaneous.Roszman, Miscellaneous.RoszmanJacobian),
        "ENSO" => new(Miscellaneous.Enso, Miscellaneous.EnsoJacobian),
        _ => throw new ArgumentException($"There is no model for '{dataSet}'.", nameof(dataSet)),
    };
}
