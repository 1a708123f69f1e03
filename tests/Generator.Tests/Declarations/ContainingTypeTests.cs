namespace SymGrad.Generator.Tests.Declarations;

public class ContainingTypeTests
{
    [Fact]
    public void Types_of_every_kind_may_be_around_a_method() => Declared.Works("""
        using SymGrad;
        namespace A.B
        {
            namespace C
            {
                public static partial class Outer
                {
                    public partial struct S
                    {
                        public partial record R
                        {
                            public partial record struct Q
                            {
                                public readonly partial struct P
                                {
                                    public ref partial struct V
                                    {
                                        internal partial interface I
                                        {
                                            internal sealed partial class K
                                            {
                                                [Differentiable]
                                                internal static double F(double x, double y) => x * x * y;
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        internal static class Use
        {
            public static void Run()
            {
                var (dx, dy) = A.B.C.Outer.S.R.Q.P.V.I.K.FGradient(3, 5);
                Probing.Check.Same(dx, 30);
                Probing.Check.Same(dy, 9);
                Probing.Check.Objective(new A.B.C.Outer.S.R.Q.P.V.I.K.FObjective(), "x y", 45, [3, 5], 30, 9);
            }
        }
        """);

    [Theory]
    [InlineData("static partial class")]
    [InlineData("partial class")]
    [InlineData("abstract partial class")]
    [InlineData("sealed partial class")]
    [InlineData("partial struct")]
    [InlineData("readonly partial struct")]
    [InlineData("ref partial struct")]
    [InlineData("readonly ref partial struct")]
    [InlineData("partial record")]
    [InlineData("partial record class")]
    [InlineData("partial record struct")]
    [InlineData("readonly partial record struct")]
    [InlineData("partial interface")]
    [InlineData("unsafe static partial class")]
    public void A_static_method_may_stand_in(string kind) => Declared.Works(GeneratorOptions.Default with { AllowUnsafe = true }, $$"""
        using SymGrad;
        public {{kind}} Losses
        {
            [Differentiable]
            public static double F(double x, double y) => x * x * y;
        }
        internal static class Use
        {
            public static void Run()
            {
                var (dx, dy) = Losses.FGradient(3, 5);
                Probing.Check.Same(dx, 30);
                Probing.Check.Same(dy, 9);
                Probing.Check.Objective(new Losses.FObjective(), "x y", 45, [3, 5], 30, 9);
            }
        }
        """);

    [Theory]
    [InlineData("partial class Model { public double A = 7;", "")]
    [InlineData("sealed partial class Model { public double A { get; set; } = 7;", "")]
    [InlineData("partial record Model(double A) {", "7")]
    [InlineData("partial class Model(double a) { private readonly double A = a;", "7")]
    [InlineData("partial class Model { private double A => 7;", "")]
    [InlineData("partial class Base { protected double A = 7; } public partial class Model : Base {", "")]
    public void An_instance_method_of_a_class_holds_the_instance(string declaration, string arguments) => Declared.Works($$"""
        using SymGrad;
        public {{declaration}}
            [Differentiable]
            public double F(double x) => A * x * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                var model = new Model({{arguments}});
                Probing.Check.Same(model.FGradient(3), 42);
                Probing.Check.Objective(new Model.FObjective(model), "x", 63, [3], 42);
            }
        }
        """);

    [Theory]
    [InlineData("partial struct Model { public double A; public Model(double a) => A = a;")]
    [InlineData("readonly partial struct Model { private readonly double A; public Model(double a) => A = a;")]
    [InlineData("partial record struct Model(double A) {")]
    [InlineData("readonly partial record struct Model(double A) {")]
    [InlineData("readonly partial record struct Model(double A) { public static double Other; public static int N { get; set; } private const int K = 1;")]
    public void An_instance_method_of_a_struct_differentiates_by_itself(string declaration) => Declared.Works($$"""
        using SymGrad;
        public {{declaration}}
            [Differentiable]
            public double F(double x) => A * x * x;
            public static double Read(Model m) => m.A;
        }
        internal static class Use
        {
            public static void Run()
            {
                var model = new Model(7);
                var gradient = model.FGradient(3);
                Probing.Check.Same(Model.Read(gradient.self), 9);
                Probing.Check.Same(gradient.x, 42);
                Probing.Check.Objective(new Model.FObjective(), "self.A x", 63, [7, 3], 9, 42);
            }
        }
        """);

    [Fact]
    public void A_sealed_method_of_an_interface_holds_the_instance() => Declared.Works("""
        using SymGrad;
        public partial interface IModel
        {
            [Differentiable]
            sealed double F(double x) => x * x;
        }
        internal sealed class Model : IModel;
        internal static class Use
        {
            public static void Run()
            {
                IModel model = new Model();
                Probing.Check.Same(model.FGradient(3), 6);
                Probing.Check.Objective(new IModel.FObjective(model), "x", 9, [3], 6);
            }
        }
        """);

    [Theory]
    [InlineData("partial interface I<T, U> where T : class, new() where U : T?")]
    [InlineData("partial class I<T, U> where T : U where U : class?")]
    [InlineData("partial struct I<T, U> where T : notnull, System.IDisposable")]
    [InlineData("partial record I<T, U> where U : allows ref struct")]
    [InlineData("static partial class I<x, y>")]
    [InlineData("static partial class I<value, partials>")]
    [InlineData("static partial class I<Math, Functions>")]
    [InlineData("static partial class I<@class, @double>")]
    public void A_generic_type_keeps_its_parameters(string declaration) => Declared.Works($$"""
        #pragma warning disable CS8981
        using SymGrad;
        public {{declaration}}
        {
            public static partial class Inner<V> where V : struct
            {
                [Differentiable]
                public static double F(double x, double y)
                {
                    double V = System.Math.Exp(x - 3), U = V * Functions2.Twice(y);
                    return x * U;
                }
            }
        }
        internal static class Functions2 { public static double Twice(double y) => Functions.Relu(y) * 2; }
        internal static class Use
        {
            public static void Run()
            {
                var (dx, dy) = I<Arg, Arg>.Inner<int>.FGradient(3, 5);
                Probing.Check.Near(dx, 40);
                Probing.Check.Same(dy, 6);
                Probing.Check.Objective(new I<Arg, Arg>.Inner<int>.FObjective(), "x y", 30, [3, 5], 40, 6);
            }
        }
        internal class Arg : System.IDisposable { public void Dispose() { } }
        """);

    [Fact]
    public void A_variant_interface_has_room_for_methods_but_not_for_an_objective() => Declared.Works("""
        using SymGrad;
        public partial interface I<in T, out U>
        {
            [Differentiable]
            static double F(double x) => x * x;
            [Differentiable(Name = "H")]
            sealed double G(double x) => x * x * x;
        }
        internal sealed class Model : I<string, object>;
        internal static class Use
        {
            public static void Run()
            {
                Probing.Check.Same(I<string, object>.FGradient(3), 6);
                Probing.Check.Same(((I<string, object>)new Model()).HGradient(3), 27);
            }
        }
        """, "SYMG1014");

    [Fact]
    public void A_generic_class_holds_what_it_is_generic_in() => Declared.Works("""
        using SymGrad;
        public partial class Model<T> where T : class
        {
            public T? Tag;
            public struct Line { public double A; public double B; }
            [Differentiable]
            public double F(Line p, [NoGradient] T tag, [NoGradient] System.Collections.Generic.List<T?>? list = null) => p.A * p.A + p.B;
        }
        internal static class Use
        {
            public static void Run()
            {
                var model = new Model<string>();
                Probing.Check.Same(model.FGradient(new() { A = 3 }, "").A, 6);
                Probing.Check.Objective(new Model<string>.FObjective(model, ""), "p.A p.B", 10, [3, 1], 6, 1);
            }
        }
        """);

    [Fact]
    public void Structs_inside_structs_may_be_generic_in_what_is_around_them() => Declared.Works("""
        using SymGrad;
        public static partial class Outer<T>
        {
            public struct Layer { public double A; public (double X, float Y) B; }
            public record struct Pair(Layer First, System.Collections.Generic.KeyValuePair<T, int>? Held);
            public record struct Two<U>(U Left, U Right);
            [Differentiable]
            public static double F(Pair p, Two<Two<double>> q) => p.First.A * p.First.B.X * p.First.B.Y * q.Left.Right;
        }
        internal static class Use
        {
            public static void Run() => Probing.Check.Objective(
                new Outer<string>.FObjective(new()), "p.First.A p.First.B.X p.First.B.Y q.Left.Left q.Left.Right q.Right.Left q.Right.Right",
                210, [2, 3, 5, 0, 7, 0, 0], 105, 70, 42, 0, 30, 0, 0);
        }
        """);

    [Fact]
    public void A_file_local_type_cannot_take_generated_members() => Declared.Refused("""
        using SymGrad;
        file static partial class Losses
        {
            [Differentiable]
            public static double F(double x) => x * x;
        }
        """, "SYMG1013", "Losses");

    [Fact]
    public void Nor_can_a_type_inside_one() => Declared.Refused("""
        using SymGrad;
        file static partial class Losses
        {
            internal static partial class Inner
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
        }
        """, "SYMG1013", "Losses");

    [Fact]
    public void Every_type_around_must_be_partial() => Declared.Refused("""
        using SymGrad;
        public static class Losses
        {
            internal static partial class Inner
            {
                [Differentiable]
                public static double F(double x) => x * x;
            }
        }
        """, "SYMG1001", "Losses");

    [Fact]
    public void An_extension_block_is_no_place_for_a_derivative() => Declared.Refused("""
        using SymGrad;
        public static partial class Losses
        {
            extension(double x)
            {
                [Differentiable]
                public double F(double y) => x * y;
            }
        }
        """, "SYMG1012", "F");

    [Fact]
    public void A_ref_struct_cannot_be_a_gradient() => Declared.Refused("""
        using SymGrad;
        public ref partial struct Model
        {
            public double A;
            [Differentiable]
            public double F(double x) => A * x;
        }
        """, "SYMG1006", "F");

    [Fact]
    public void A_ref_struct_without_leaves_is_held() => Declared.Works("""
        using SymGrad;
        public ref partial struct Model
        {
            public System.ReadOnlySpan<int> Numbers;
            public int N;
            [Differentiable]
            public double F(double x) => N * x * x;
        }
        internal static class Use
        {
            public static void Run()
            {
                var model = new Model { N = 7 };
                Probing.Check.Same(model.FGradient(3), 42);
                Probing.Check.Objective(new Model.FObjective(model), "x", 63, [3], 42);
            }
        }
        """);
}
