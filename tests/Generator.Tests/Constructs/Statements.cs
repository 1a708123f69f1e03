namespace SymGrad.Generator.Tests.Constructs;

/// <summary>What a few statements give about a class <c>Sample</c>, as text to compare with numbers by hand.</summary>
internal static class Statements
{
    public static string Evaluate(string members, string statements)
    {
        using CompiledSample sample = GeneratorRun.Of(
            "using System;\nusing SymGrad;\n\npublic static partial class Sample\n{\n" + members + "\n}\n",
            $$"""
            using System;

            public static class Probe
            {
                public static string Text()
                {
                    System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
                    {{statements}}
                }

                public static string Thrown(Action call)
                {
                    try
                    {
                        call();
                        return "";
                    }
                    catch (ArgumentException e)
                    {
                        return $"{e.GetType().Name} {e.ParamName}";
                    }
                    catch (Exception e)
                    {
                        return e.GetType().Name;
                    }
                }
            }
            """).Compile();
        return sample.Call<string>("Probe", "Text");
    }
}
