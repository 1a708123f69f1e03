using System.Globalization;

namespace SymGrad.Runtime.Tests;

public sealed class TrainingResultTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("fi-FI")]
    [InlineData("")]
    public void Prints_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(culture);
        try
        {
            var result = new TrainingResult<double>
            {
                InitialValue = 1.5, Value = -0.25, Steps = 12, StopReason = StopReason.NonFiniteGradient,
            };
            Assert.Equal("12 steps, value 1.5 → -0.25 (NonFiniteGradient)", result.ToString());

            var formula = new Formula<double>(1, p => p[0] * p[0], p => [2 * p[0]]);
            string table = GradientCheck.Compare(formula, [1.25]).ToString();
            Assert.Contains(" 2.5 ", table);
            Assert.DoesNotContain(",", table);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
