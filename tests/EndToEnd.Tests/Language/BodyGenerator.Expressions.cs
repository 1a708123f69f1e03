using System.Globalization;

namespace SymGrad.EndToEnd.Tests.Language;

internal sealed partial class BodyGenerator
{
    private static readonly double[] s_numbers = [0, 1, -1, 2, 0.5, 3, 0.25, -0.75, 1.5, 10, 0.1];

    /// <summary>A literal as C# writes it.</summary>
    private static string Number(Form form, double value) => form switch
    {
        Form.Double => value.ToString("0.0###", CultureInfo.InvariantCulture),
        Form.Float => value.ToString("0.###", CultureInfo.InvariantCulture) + "f",
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };

    private static Tree Literal(Form form, double value) => new(Kind.Literal, form, Number(form, value)) { Size = Math.Abs(value) };

    private Tree Real(Form form, Activity want, int depth)
    {
        if (depth <= 0 || _budget <= 0)
            return Leaf(form, want);
        _budget--;
        var tree = dice.Weighted<Func<Form, Activity, int, Tree>>(
            (44, Arithmetic), (24, Function), (8, Leaf), (5, Conditional), (3, SwitchExpression), (4, Negate), (8, Call), (5, Library), (4, Known),
            (3, Cast), (3, FromInt), (1, AssignmentExpression))(form, want, depth - 1);
        if (tree.Kind is Kind.Arithmetic or Kind.Function && tree.Count < 16 && tree.All().All(n => n.Kind is not (Kind.AssignmentExpression or Kind.Increment or Kind.Call)))
            _scope.Remember(tree, want);
        return tree;
    }

    private Tree Leaf(Form form, Activity want, int depth = 0)
    {
        if (want == Activity.Mixed)
            want = dice.Weighted((60, Activity.Active), (20, Activity.Inactive), (20, Activity.Mixed));
        var leaves = new List<Tree>();
        foreach (var variable in _scope.Variables.Where(v => v.Activity == want))
        {
            if (variable.Form == form)
                leaves.AddRange([Reference(variable), Reference(variable)]);
            else if (variable.Form == form.Other() && dice.Chance(25))
                leaves.Add(Converted(Reference(variable), form));
            else if (variable.Form.IsBuffer() && variable.Form.RealOf() == form)
                leaves.AddRange([Element(variable), Element(variable)]);
            else if (variable.Form.IsPoints() && variable.Form.RealOf() == form && form == real)
                leaves.AddRange([PointElement(variable), PointElement(variable)]);
            else if (variable.Form.IsMatrix() && variable.Form.RealOf() == form && form == real)
                leaves.AddRange([Cell(variable), Cell(variable)]);
            else if (variable.Form.RealOf() == form && variable.Form >= Form.Point && want == Activity.Active)
                leaves.Add(Component(variable, want));
        }

        if (leaves.Count > 0 && (want != Activity.Inactive || dice.Chance(30)))
            return dice.Pick<Tree>([.. leaves]);
        if (want == Activity.Active)
            return AnyActive(form);
        if (dice.Chance(10))
            return new Tree(Kind.Static, form, (dice.Chance(50) ? "Rate" : "Offset") + (form == Form.Float ? "F" : "")) { Size = 1 };
        return Literal(form, dice.Pick<double>(s_numbers));
    }

    private Tree AnyActive(Form form)
    {
        var active = _scope.Variables.Where(v => v.Activity == Activity.Active && v.Form is not (>= Form.Points and <= Form.Indices)).ToArray();
        var own = active.Where(v => v.Form.RealOf() == form).ToArray();
        var variable = dice.Pick<Variable>(own.Length > 0 ? own : active);
        var leaf = variable.Form.IsReal() ? Reference(variable) : Component(variable, Activity.Active);
        return leaf.Form == form ? leaf : Converted(leaf, form);
    }

    private Tree Component(Variable variable, Activity want)
    {
        if (variable.Form.IsBuffer())
            return Element(variable);
        var path = variable.Form is Form.Point or Form.PointF
            ? dice.Pick<string>(".X", ".Y")
            : dice.Pick<string>(".Inner.X", ".Inner.Y", ".Z");
        return new Tree(Kind.Field, variable.Form.RealOf(), variable.Name + path) { Size = variable.Size };
    }

    private static Tree Reference(Variable variable) => new(Kind.Variable, variable.Form, variable.Name) { Size = variable.Size };

    // float to double may be implicit, double to float never is.
    private Tree Converted(Tree value, Form form) => value.Form == form ? value : new(
        form == Form.Double && dice.Chance(60) ? Kind.ImplicitWiden : Kind.ExplicitCast, form, "", value) { Size = value.Size };

    private Tree Arithmetic(Form form, Activity want, int depth)
    {
        var (a, b) = Split(want);
        var op = dice.Weighted((30, "+"), (25, "-"), (32, "*"), (15, "/"), (2, "%"));
        var x = Real(form, a, depth);
        var y = op switch
        {
            "/" or "%" => dice.Chance(12) ? Real(form, b, depth) : dice.Chance(20) && b != Activity.Active ? Literal(form, dice.Pick<double>(2, 3, 0.5, -1.5)) : Positive(form, b, depth),
            _ => Real(form, b, depth),
        };
        if (op == "*" && x.Size * y.Size > 1e4)
            op = "+";
        var size = op switch { "*" => x.Size * y.Size, "/" => x.Size * 4, "%" => y.Size, _ => x.Size + y.Size };
        return new Tree(Kind.Arithmetic, form, op, x, y) { Size = size };
    }

    // Two operands whose combination has the wanted activity.
    private (Activity, Activity) Split(Activity want) => want != Activity.Active
        ? (want, want)
        : dice.Next(3) switch { 0 => (Activity.Active, Activity.Mixed), 1 => (Activity.Mixed, Activity.Active), _ => (Activity.Active, Activity.Active) };

    // Every argument of a maximum is active for sure or inactive for sure: at a tie, that decides.
    private (Activity, Activity) SplitStrictly(Activity want) => want == Activity.Inactive
        ? (Activity.Inactive, Activity.Inactive)
        : dice.Next(4) switch { 0 => (Activity.Active, Activity.Inactive), 1 => (Activity.Inactive, Activity.Active), _ => (Activity.Active, Activity.Active) };

    private Tree Negate(Form form, Activity want, int depth)
    {
        var x = Real(form, want, depth);
        return new Tree(dice.Chance(90) ? Kind.Negate : Kind.Plus, form, "", x) { Size = x.Size };
    }

    private Tree Conditional(Form form, Activity want, int depth)
    {
        var (x, y) = (Real(form, want, depth), Real(form, want, depth));
        return new Tree(Kind.Conditional, form, "", Bool(1), x, y) { Size = Math.Max(x.Size, y.Size) };
    }

    private Tree SwitchExpression(Form form, Activity want, int depth)
    {
        var isInt = dice.Chance(50);
        var subject = isInt ? Modulo(Int(1), 4) : Real(form, Activity.Mixed, depth);
        var arms = new List<Tree>();
        var bounds = new Queue<double>([-1, 0, 1]);
        for (var i = 0; i < 1 + dice.Next(3); i++)
        {
            var pattern = isInt ? i switch { 0 => "0", 1 => dice.Pick<string>("1 or 2", "> 1", ">= 1 and not 3"), _ => "< 0" } : dice.Pick<string>("<", "<=") + " " + Number(form, bounds.Dequeue());
            var value = Real(form, want, depth);
            arms.Add(dice.Chance(25)
                ? new Tree(Kind.GuardedArm, form, pattern, value, Bool(1)) { Size = value.Size }
                : new Tree(Kind.Arm, form, pattern, value) { Size = value.Size });
        }

        var last = Real(form, want, depth);
        arms.Add(new Tree(Kind.Arm, form, "_", last) { Size = last.Size });
        return new Tree(Kind.SwitchExpression, form, "", [subject, .. arms]) { Size = arms.Max(a => a.Size) };
    }

    private Tree Function(Form form, Activity want, int depth)
    {
        // Now and then a function of float is called in double and cast back.
        if (form == Form.Float && dice.Chance(4))
            return Converted(Function(Form.Double, want, depth), Form.Float);
        Tree One(string name, Tree x, double size) => new(Kind.Function, form, name, x) { Size = size };
        Tree Any() => Real(form, want, depth);
        Tree Small() => Any() is { Size: <= 4 } small ? small : Bounded(form, want, depth);
        Tree Positives() => Positive(form, want, depth);
        switch (dice.Next(23))
        {
            case 0 or 1:
                var exponent = Small();
                return One("Exp", exponent, Math.Exp(exponent.Size));
            case 2 or 3:
                return One("Log", Positives(), 5);
            case 4 or 5:
                var radicand = Positives();
                return One("Sqrt", radicand, 1 + radicand.Size);
            case 6:
                return PowerOfWhole(form, want, depth);
            case 7:
                return PowerOfPositive(form, want, depth);
            case 8:
                return One("Sin", Any(), 1);
            case 9:
                return One("Cos", Any(), 1);
            case 10:
                return One("Tan", Bounded(form, want, depth), 2);
            case 11:
                var hyperbolic = Small();
                return One(dice.Pick<string>("Sinh", "Cosh"), hyperbolic, Math.Cosh(hyperbolic.Size));
            case 12 or 13:
                return One("Tanh", Any(), 1);
            case 14:
                return One("Asin", Bounded(form, want, depth), 2);
            case 15:
                return One("Acos", Bounded(form, want, depth), 4);
            case 16:
                return One("Atan", Any(), 2);
            case 17:
                var (a, b) = Split(want);
                return new Tree(Kind.Function, form, "Atan2", Real(form, a, depth), dice.Chance(50) ? Real(form, b, depth) : Positive(form, b, depth)) { Size = 4 };
            case 18:
                var absolute = Any();
                return One("Abs", absolute, absolute.Size);
            case 19 or 20:
                var (c, d) = SplitStrictly(want);
                var (x, y) = (Real(form, c, depth), Real(form, d, depth));
                return new Tree(Kind.Function, form, dice.Pick<string>("Min", "Max"), x, y) { Size = x.Size + y.Size };
            case 21:
                return One("Sigmoid", Any(), 1);
            default:
                var rectified = Any();
                return One(dice.Pick<string>("Relu", "Softplus"), rectified, rectified.Size + 1);
        }
    }

    private Tree PowerOfWhole(Form form, Activity want, int depth)
    {
        var x = Real(form, want, depth);
        var n = x.Size > 20 ? dice.Pick<double>(0, 1, 2) : dice.Pick<double>(0, 1, 2, 3, 4, 5);
        return new Tree(Kind.Function, form, "Pow", x, Literal(dice.Chance(50) ? Form.Int : form, n)) { Size = Math.Pow(Math.Max(1, x.Size), n) };
    }

    private Tree PowerOfPositive(Form form, Activity want, int depth)
    {
        if (dice.Chance(40))
        {
            var x = Positive(form, want, depth);
            return new Tree(Kind.Function, form, "Pow", x, Literal(form, dice.Pick<double>(0.5, -1, -2, 1.5, 2.5, -0.5))) { Size = 16 * (1 + x.Size) };
        }

        var (a, b) = Split(want);
        var y = Real(form, b, depth);
        if (y.Size > 4)
            y = Bounded(form, b, depth);
        var power = a != Activity.Active && dice.Chance(40) ? Literal(form, dice.Pick<double>(2, 0.5, 3, 1)) : Positive(form, a, depth);
        return new Tree(Kind.Function, form, "Pow", power, y) { Size = Math.Pow(1 + power.Size, y.Size) };
    }

    // Away from 0: what may be divided by, rooted and logged. A few are not: then ours and theirs must be so alike.
    private Tree Positive(Form form, Activity want, int depth)
    {
        if (want == Activity.Mixed && dice.Chance(30) || _budget <= 0 && want != Activity.Active)
            return Literal(form, dice.Pick<double>(2, 0.5, 1, 3));
        if (dice.Chance(4))
            return Real(form, want, depth - 1);
        var x = Real(form, want, depth - 1);
        _budget--;
        var part = dice.Next(6) switch
        {
            0 or 1 when x.Size < 100 => new Tree(Kind.Arithmetic, form, "*", x, x) { Size = x.Size * x.Size },
            2 when x.Size <= 4 => new Tree(Kind.Function, form, "Exp", x) { Size = Math.Exp(x.Size) },
            3 => new Tree(Kind.Function, form, "Softplus", x) { Size = x.Size + 1 },
            4 => new Tree(Kind.Arithmetic, form, "+", Literal(form, 1), new Tree(Kind.Function, form, "Sin", x)) { Size = 2 },
            _ => new Tree(Kind.Function, form, "Abs", x) { Size = x.Size },
        };
        return new Tree(Kind.Arithmetic, form, "+", Literal(form, dice.Pick<double>(0.25, 0.5, 1, 1.5)), part) { Size = part.Size + 1.5 };
    }

    // Between −1 and 1, away from both.
    private Tree Bounded(Form form, Activity want, int depth)
    {
        var x = Real(form, want, depth - 1);
        _budget--;
        return new Tree(Kind.Arithmetic, form, "*", Literal(form, dice.Pick<double>(0.5, 0.75, -0.5)), new Tree(Kind.Function, form, dice.Pick<string>("Sin", "Cos", "Tanh", "Sigmoid"), x)) { Size = 0.75 };
    }

    private Tree Call(Form form, Activity want, int depth)
    {
        if (want == Activity.Inactive)
            return Leaf(form, want);
        var locals = _scope.Functions.Where(_ => form == real).ToArray();
        if (locals.Length > 0 && dice.Chance(60))
        {
            var local = dice.Pick<Tree>(locals);
            return new Tree(Kind.Call, form, local.Text, [.. local.Parameters.Select(_ => Real(form, Activity.Active, depth))]) { Size = 50 };
        }

        var suitable = _helpers.Where(h => h.Result == form && CanCall(h)).ToArray();
        if (suitable.Length == 0)
            return Arithmetic(form, want, depth);
        var helper = dice.Pick<Function>(suitable);
        return new Tree(Kind.Call, form, helper.Name, [.. helper.Parameters.Select(p => Argument(p, depth))]) { Size = 50 };
    }

    // Calls of the fixed library; the first argument decides the activity of the result.
    private Tree Library(Form form, Activity want, int depth)
    {
        Tree Any() => Real(form, Activity.Mixed, depth);
        var first = Real(form, want, depth);
        if (want == Activity.Inactive)
            return new Tree(Kind.LibraryCall, form, "Optional", first) { Size = 2 * first.Size };
        return dice.Next(9) switch
        {
            0 => new Tree(Kind.LibraryCall, form, "Early", first, Any(), Any()) { Size = 50 },
            1 => new Tree(Kind.LibraryCall, form, "Named", first, Any(), Any()) { Size = 50 },
            2 => new Tree(Kind.LibraryCall, form, "Optional", first) { Size = 2 * first.Size },
            3 => new Tree(Kind.LibraryCall, form, "Optional", first, Any()) { Size = 50 },
            4 => new Tree(Kind.LibraryCall, form, "Total", first, Any(), Any()) { Size = 50 },
            5 => new Tree(Kind.LibraryCall, form, "Squared", first) { Size = first.Size * first.Size },
            6 => new Tree(Kind.LibraryCall, form, "Pick", Bool(1), first, Real(form, want, depth)) { Size = 50 },
            7 => new Tree(Kind.LibraryCall, form, "Blend", first, Any()) { Size = 50 },
            _ when want == Activity.Active => new Tree(Kind.LibraryCall, form, dice.Pick<string>("Norm", "Dot"), Point(2, form)) { Size = 50 },
            _ => first,
        };
    }

    // A subexpression that stands somewhere else already.
    private Tree Known(Form form, Activity want, int depth)
    {
        var known = _scope.Known.Where(k => k.Tree.Form == form && k.Activity == want).ToArray();
        return known.Length == 0 ? Arithmetic(form, want, depth) : dice.Pick<(Tree Tree, Activity)>(known).Tree;
    }

    private Tree Cast(Form form, Activity want, int depth) => dice.Chance(30)
        ? Converted(Real(form.Other(), want, depth), form)
        : Arithmetic(form, want, depth);

    private Tree FromInt(Form form, Activity want, int depth)
    {
        var value = Modulo(Int(2), dice.Pick<int>(3, 5, 8));
        var number = new Tree(Kind.IntToReal, form, dice.Chance(50) ? "implicit" : "explicit", value) { Size = 8 };
        return want == Activity.Active ? new Tree(Kind.Arithmetic, form, dice.Pick<string>("+", "*", "-"), Real(form, want, depth), number) { Size = 20 } : number;
    }

    private Tree AssignmentExpression(Form form, Activity want, int depth)
    {
        var targets = Assignables().Where(v => v.Form == form && v.Activity == want).ToArray();
        if (targets.Length == 0)
            return Leaf(form, want);
        var target = dice.Pick<Variable>(targets);
        return dice.Chance(40)
            ? new Tree(Kind.Increment, form, dice.Pick<string>(target.Name + "++", "++" + target.Name, target.Name + "--")) { Size = target.Size + 1 }
            : new Tree(Kind.AssignmentExpression, form, target.Name + dice.Pick<string>(" =", " +="), Real(form, want, depth)) { Size = 50 };
    }

    private Tree Point(int depth, Form? of = null)
    {
        var form = Forms.PointOf(of ?? real);
        var points = _scope.Variables.Where(v => v.Form == form && v.Activity == Activity.Active).ToArray();
        if (form == Forms.PointOf(real) && PointBuffers() is { Length: > 0 } buffers && dice.Chance(50))
            return PointAt(dice.Pick<Variable>(buffers));
        if (points.Length > 0 && dice.Chance(50))
        {
            var point = Reference(dice.Pick<Variable>(points));
            return dice.Chance(50) ? point : new Tree(Kind.With, form, dice.Pick<string>("X", "Y"), point, Real(form.RealOf(), Activity.Active, depth)) { Size = 10 };
        }

        var (x, y) = (Real(form.RealOf(), Activity.Active, depth), Real(form.RealOf(), Activity.Active, depth));
        var made = new Tree(Kind.Create, form, "", x, y) { Size = Math.Max(x.Size, y.Size) };
        return dice.Chance(20) ? new Tree(Kind.LibraryCall, form, "Sum", made, Point(depth - 1, of)) { Size = 20 } : made;
    }

    private Tree Int(int depth)
    {
        var ints = _scope.Variables.Where(v => v.Form == Form.Int).ToArray();
        if (depth <= 0 || _budget <= 0)
            return ints.Length > 0 && dice.Chance(75) ? Reference(dice.Pick<Variable>(ints)) : Literal(Form.Int, dice.Next(5) - 1);
        _budget--;
        return dice.Next(10) switch
        {
            0 or 1 or 2 => new Tree(Kind.IntArithmetic, Form.Int, dice.Pick<string>("+", "-", "*"), Int(depth - 1), Int(depth - 1)),
            3 => new Tree(Kind.IntArithmetic, Form.Int, dice.Pick<string>("/", "%"), Int(depth - 1), Literal(Form.Int, 2 + dice.Next(3))),
            4 => new Tree(Kind.IntArithmetic, Form.Int, dice.Pick<string>("&", "|", "^", "<<", ">>", ">>>"), IntVariable(), Literal(Form.Int, 1 + dice.Next(3))),
            5 => new Tree(Kind.RealToInt, Form.Int, "", Real(real, Activity.Mixed, depth - 1)),
            6 => new Tree(Kind.Checked, Form.Int, "", new Tree(Kind.IntArithmetic, Form.Int, dice.Pick<string>("+", "*", "-"), Modulo(Int(depth - 1), 9), Literal(Form.Int, 3))),
            7 => new Tree(Kind.Conditional, Form.Int, "", Bool(1), Int(depth - 1), Int(depth - 1)),
            8 => new Tree(Kind.Negate, Form.Int, dice.Pick<string>("-", "~"), Int(depth - 1)),
            _ => Int(0),
        };
    }

    // Not a constant: the compiler would find its overflow.
    private Tree IntVariable() => _scope.Variables.Where(v => v.Form == Form.Int).ToArray() is { Length: > 0 } ints
        ? Reference(dice.Pick<Variable>(ints))
        : new Tree(Kind.RealToInt, Form.Int, "", Real(real, Activity.Active, 1));

    private static Tree Modulo(Tree value, int modulus) => new(Kind.IntArithmetic, Form.Int, "%", value, Literal(Form.Int, modulus));

    private Tree Bool(int depth)
    {
        if (depth > 0 && _budget > 0)
        {
            _budget--;
            switch (dice.Next(8))
            {
                case 0:
                    return new Tree(Kind.And, Form.Bool, "", Bool(depth - 1), Bool(depth - 1));
                case 1:
                    return new Tree(Kind.Or, Form.Bool, "", Bool(depth - 1), Bool(depth - 1));
                case 2:
                    return new Tree(Kind.Not, Form.Bool, "", Bool(depth - 1));
            }
        }

        var bools = _scope.Variables.Where(v => v.Form == Form.Bool).ToArray();
        if (bools.Length > 0 && dice.Chance(25))
            return Reference(dice.Pick<Variable>(bools));
        var op = dice.Weighted((25, "<"), (25, ">"), (12, "<="), (12, ">="), (5, "=="), (5, "!="));
        return dice.Next(10) switch
        {
            0 => new Tree(Kind.IntComparison, Form.Bool, op, Int(1), Literal(Form.Int, dice.Next(4) - 1)),
            1 => new Tree(Kind.IntPattern, Form.Bool, dice.Pick<string>("0 or 2", "> 0 and < 3", "not 1", ">= 1"), Int(1)),
            2 => new Tree(Kind.RealPattern, Form.Bool, dice.Pick<string>(
                $"> {Number(real, 0)} and < {Number(real, 1)}", $"not <= {Number(real, 0.5)}", $"< {Number(real, -1)} or > {Number(real, 1)}", Number(real, 0)), Real(real, Activity.Mixed, 1)),
            3 or 4 or 5 => new Tree(Kind.Comparison, Form.Bool, op, Real(real, Activity.Active, 1), Literal(real, dice.Pick<double>(-1, 0, 0.5, 1, 2))),
            _ => new Tree(Kind.Comparison, Form.Bool, op, Real(real, Activity.Active, 1), Real(real, Activity.Active, 1)),
        };
    }
}
