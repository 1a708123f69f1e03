namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>
/// Grows the body of one method. Every value is Active, Inactive or Mixed by construction (see <see cref="Activity"/>), so
/// that what dual numbers find out at run time is what can be known from the text.
/// </summary>
internal sealed partial class BodyGenerator(Dice dice, Names names, Form real, IReadOnlyList<Function> helpers, int budget, bool hasLoops = false)
{
    private readonly IReadOnlyList<Function> _helpers = helpers;
    private int _budget = budget;
    private Scope _scope = new(null);
    private int _depth;
    private Parameter? _output;

    public Tree Method(IReadOnlyList<Parameter> parameters, bool isVoid = false)
    {
        _isVoid = isVoid;
        Declare(parameters);
        _output = parameters.FirstOrDefault(p => p.IsOutput);
        return Body();
    }

    // Whatever has been written before, there is something in every element.
    private Tree Output(Parameter output)
    {
        var (name, slots) = (names.Next(), _scope.Variables.Single(v => v.Name == output.Name));
        var (outer, element) = (_scope, new Tree(Kind.Variable, Form.Int, name));
        _scope = new Scope(outer);
        _scope.Add(new Variable(name, Form.Int, Activity.Inactive, 8, IsAssignable: false) { Within = slots.Name });
        var value = Tamed(Real(real, Activity.Active, 3), Activity.Active);
        _scope = outer;
        var store = dice.Chance(60) ? new Tree(Kind.Store, Form.None, slots.Name, element, value) : new Tree(Kind.CompoundStore, Form.None, slots.Name + " +=", element, value);
        return new Tree(Kind.For, Form.None, $"int {name} = 0; {name} < {slots.Name}.Length; {name}++", new Tree(Kind.Block, Form.None, "", store));
    }

    private void Declare(IReadOnlyList<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            var isActive = !parameter.IsHeld && parameter.Form is not (Form.Int or Form.Bool or Form.Indices);
            var isAssignable = parameter.Modifier == "" && !parameter.IsHeld && parameter.Form is Form.Slots or Form.SlotsF or not (>= Form.Array and <= Form.Indices);
            _scope.Add(new Variable(parameter.Name, parameter.Form, isActive ? parameter.Activity : Activity.Inactive, 3, isAssignable)
            {
                CanBeCaptured = parameter.Modifier == "" && !parameter.Form.IsSpan(),
                HoldsAnyIndex = parameter.Length > 0,
                LeastLength = Math.Max(parameter.Length, 1),
            });
        }
    }

    // A block that returns at its end; sometimes a lone expression.
    private Tree Body()
    {
        var statements = new List<Tree>();
        var count = 1 + dice.Next(7);
        if (hasLoops && dice.Chance(50))
            statements.Add(NewBuffer());
        while (statements.Count < count && _budget > 2)
            statements.Add(Statement());
        if (_output is { } output)
            statements.Add(Output(output));
        if (!_isVoid)
            statements.Add(Return(4));
        return new Tree(Kind.Block, Form.None, "", [.. statements]);
    }

    private Tree Return(int depth) => _isVoid
        ? new Tree(Kind.Return, Form.None, "")
        : new Tree(Kind.Return, Form.None, "", Real(real, Activity.Active, depth));

    private Tree Statement()
    {
        if (hasLoops && dice.Chance(55) && LoopOrBuffer() is { } loop)
            return loop;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var statement = dice.Weighted<Func<Tree?>>(
                (30, DeclareReal), (5, DeclareTwo), (6, DeclareInt), (4, DeclareBool), (3, DeclareTuple), (5, DeclarePoint), (2, DeclareBlob),
                (12, Assign), (12, Compound), (4, Swap), (3, Deconstruct), (16, If), (6, Switch), (5, LocalFunction), (3, Out), (3, AssignField),
                (3, IntAssign), (1, Nested), (2, Unused))();
            if (statement is not null)
                return statement;
        }

        return DeclareReal();
    }

    private Tree DeclareReal()
    {
        var form = dice.Chance(88) ? real : real.Other();
        var activity = dice.Weighted((75, Activity.Active), (8, Activity.Inactive), (17, Activity.Mixed));
        var value = Real(form, activity, 3);
        var name = names.Next();
        var kind = dice.Chance(30) ? Kind.DeclareVar : Kind.Declare;
        Add(name, form, activity, value.Size);
        return new Tree(kind, Form.None, name, value) { Parameters = [new(name, form, false)] };
    }

    private Tree DeclareTwo()
    {
        var (first, second) = (Real(real, Activity.Active, 2), Real(real, Activity.Active, 2));
        var (a, b) = (names.Next(), names.Next());
        Add(a, real, Activity.Active, first.Size);
        Add(b, real, Activity.Active, second.Size);
        return new Tree(Kind.DeclareTwo, Form.None, a, first, second) { Parameters = [new(a, real, false), new(b, real, false)] };
    }

    private Tree DeclareInt() => DeclareOf(Form.Int, Int(3));

    private Tree DeclareBool() => DeclareOf(Form.Bool, Bool(2));

    private Tree DeclarePoint() => DeclareOf(Forms.PointOf(real), Point(3));

    private Tree DeclareBlob()
    {
        var blob = new Tree(
            Kind.CreateByInitializer, Forms.BlobOf(real), "", Point(2), Real(real, Activity.Active, 2), Real(real, Activity.Inactive, 1), Int(1)) { Size = 4 };
        return DeclareOf(blob.Form, blob);
    }

    private Tree DeclareOf(Form form, Tree value)
    {
        var name = names.Next();
        Add(name, form, form is Form.Int or Form.Bool ? Activity.Inactive : Activity.Active, value.Size);
        return new Tree(dice.Chance(30) ? Kind.DeclareVar : Kind.Declare, Form.None, name, value) { Parameters = [new(name, form, false)] };
    }

    // var (a, b) = (…, …);
    private Tree DeclareTuple()
    {
        var (first, second) = (Real(real, Activity.Active, 2), Real(real, Activity.Active, 2));
        var (a, b) = (names.Next(), names.Next());
        Add(a, real, Activity.Active, first.Size);
        Add(b, real, Activity.Active, second.Size);
        return new Tree(Kind.DeclareTuple, Form.None, a, first, second) { Parameters = [new(a, real, false), new(b, real, false)] };
    }

    private Tree? Assign()
    {
        var target = Assignable();
        if (target is null)
            return null;
        var value = Tamed(Value(target, 3), target.Activity);
        _scope.Grow(target.Name, value.Size);
        return new Tree(Kind.Assign, Form.None, target.Name, value);
    }

    private Tree? Compound()
    {
        var target = Assignable();
        if (target is null)
            return null;
        var op = dice.Pick<string>("+=", "-=", "*=", "/=");
        var value = op == "/=" ? Positive(target.Form, Loosened(target.Activity), 2) : Real(target.Form, Loosened(target.Activity), 2);
        if (op == "*=" && (target.Size * value.Size > 1e4 || _loops > 0))
            value = Bounded(target.Form, Loosened(target.Activity), 2);
        _scope.Grow(target.Name, op switch { "*=" => target.Size * value.Size, "/=" => target.Size * 4, _ => target.Size + value.Size });
        return new Tree(Kind.Compound, Form.None, target.Name + " " + op, value);
    }

    private Tree? IntAssign()
    {
        var ints = _scope.Variables.Where(v => v.Form == Form.Int && v.IsAssignable).ToArray();
        if (ints.Length == 0)
            return null;
        var target = dice.Pick<Variable>(ints);
        return dice.Next(3) switch
        {
            0 => new Tree(Kind.Assign, Form.None, target.Name, Int(2)),
            1 => new Tree(Kind.Compound, Form.None, target.Name + " " + dice.Pick<string>("+=", "-=", "*=", "%=", "&=", "|=", "^=", ">>="), Literal(Form.Int, 1 + dice.Next(3))),
            _ => new Tree(Kind.Assign, Form.None, "_", new Tree(Kind.Increment, Form.Int, target.Name + dice.Pick<string>("++", "--"))),
        };
    }

    private Tree? Swap()
    {
        var targets = Assignables().Where(v => v is { Activity: Activity.Active } && v.Form == real).ToArray();
        if (targets.Length < 2)
            return null;
        var (a, b) = (dice.Pick<Variable>(targets), dice.Pick<Variable>(targets));
        if (a == b)
            return null;
        var first = dice.Chance(50) ? Reference(b) : Real(real, Activity.Active, 2);
        var second = dice.Chance(70) ? Reference(a) : Real(real, Activity.Active, 2);
        _scope.Grow(a.Name, first.Size);
        _scope.Grow(b.Name, second.Size);
        return new Tree(Kind.Swap, Form.None, $"({a.Name}, {b.Name})", first, second);
    }

    // (double a, double b) = point;
    private Tree Deconstruct()
    {
        var point = Point(2);
        var (a, b) = (names.Next(), names.Next());
        Add(a, real, Activity.Active, point.Size);
        Add(b, real, Activity.Active, point.Size);
        return new Tree(Kind.Deconstruct, Form.None, a, point) { Parameters = [new(a, real, false), new(b, real, false)] };
    }

    private Tree Out()
    {
        var value = Real(real, Activity.Active, 2);
        var (a, b) = (names.Next(), names.Next());
        Add(a, real, Activity.Active, value.Size);
        Add(b, real, Activity.Active, value.Size * 2);
        return new Tree(Kind.Out, Form.None, a, value) { Parameters = [new(a, real, false), new(b, real, false)] };
    }

    private Tree? AssignField()
    {
        var targets = _scope.Variables.Where(v => v is { IsAssignable: true, Activity: Activity.Active } && v.Form.RealOf() == real && v.Form >= Form.Point).ToArray();
        if (targets.Length == 0)
            return null;
        var target = dice.Pick<Variable>(targets);
        if (target.Form is Form.Point or Form.PointF)
            return new Tree(Kind.Assign, Form.None, target.Name, Point(2));
        return dice.Next(5) switch
        {
            0 => new Tree(Kind.Assign, Form.None, target.Name + ".Z", Real(real, Activity.Active, 2)),
            1 => new Tree(Kind.Compound, Form.None, target.Name + ".Z +=", Real(real, Activity.Mixed, 2)),
            2 => new Tree(Kind.Assign, Form.None, target.Name + ".Inner", Point(2)),
            3 => new Tree(Kind.Assign, Form.None, target.Name + ".N", Int(2)),
            _ => new Tree(Kind.Out, Form.None, target.Name + ".Grow", Real(real, Activity.Active, 2)),
        };
    }

    private Tree Nested() => Inner(1 + dice.Next(2), mayReturn: false);

    // A variable that nothing reads.
    private Tree Unused() => DeclareReal();

    private Tree If()
    {
        var condition = Bool(2);
        var then = Inner(1 + dice.Next(2), mayReturn: true);
        return dice.Next(3) switch
        {
            0 => new Tree(Kind.If, Form.None, "", condition, then),
            1 => new Tree(Kind.If, Form.None, "", condition, then, Inner(1 + dice.Next(2), mayReturn: true)),
            _ => new Tree(Kind.If, Form.None, "", condition, then, new Tree(Kind.If, Form.None, "", Bool(1), Inner(1, mayReturn: true), Inner(1, mayReturn: true))),
        };
    }

    private Tree Switch()
    {
        var isInt = dice.Chance(55);
        var subject = isInt ? Modulo(Int(2), 4) : Real(real, Activity.Mixed, 2);
        _switches++;
        var sections = new List<Tree>();
        var bounds = new Queue<double>([-1, 0, 0.5, 1]);
        for (var i = 0; i < 1 + dice.Next(3); i++)
        {
            var pattern = isInt ? i switch { 0 => "case 0", 1 => dice.Pick<string>("case 1 or 2", "case > 1", "case 1:\ncase 2"), _ => "case < 0" } : "case < " + Number(real, bounds.Dequeue());
            var body = Inner(1 + dice.Next(2), mayReturn: true);
            sections.Add(dice.Chance(25) && !pattern.Contains(':', StringComparison.Ordinal)
                ? new Tree(Kind.GuardedSection, Form.None, pattern, Bool(1), body)
                : new Tree(Kind.Section, Form.None, pattern, body));
        }

        if (dice.Chance(60))
            sections.Insert(dice.Next(sections.Count + 1), new Tree(Kind.Section, Form.None, "default", Inner(1, mayReturn: true)));
        _switches--;
        return new Tree(Kind.SwitchStatement, Form.None, "", [subject, .. sections]);
    }

    private Tree Inner(int count, bool mayReturn)
    {
        var outer = _scope;
        _scope = new Scope(outer);
        _depth++;
        var statements = new List<Tree>();
        for (var i = 0; i < count && (i == 0 || _budget > 0); i++)
            statements.Add(_depth > 3 || dice.Chance(60) ? Change() : Statement());
        if (mayReturn && dice.Chance(30))
            statements.Add(_loops > 0 && dice.Chance(75) ? Leave() : Return(3));
        _depth--;
        _scope = outer;
        return new Tree(Kind.Block, Form.None, "", [.. statements]);
    }

    // A local function that captures what it likes, assigns some of it, and may return early.
    private Tree? LocalFunction()
    {
        if (_depth > 1)
            return null;
        var parameters = Enumerable.Range(0, _scope.Variables.Any(v => v is { CanBeCaptured: true, Activity: Activity.Active }) ? dice.Next(3) : 1).Select(_ => new Parameter(names.Next(), real, false)).ToList();
        var name = "Local" + names.Next().TrimStart('@');
        var (outer, depth, loops, isVoid) = (_scope, _depth, _loops, _isVoid);
        (_scope, _depth, _loops, _isVoid, var output, _output) = (new Scope(outer, isLocalFunction: true), 2, 0, false, _output, null);
        Declare(parameters);
        var body = Body();
        (_scope, _depth, _loops, _isVoid, _output) = (outer, depth, loops, isVoid, output);
        var function = new Tree(Kind.LocalFunction, Form.None, name, body) { Parameters = parameters };
        _scope.Add(function);
        return function;
    }

    private void Add(string name, Form form, Activity activity, double size) => _scope.Add(new Variable(name, form, activity, size, true));

    private Tree Change() => (hasLoops && dice.Chance(50) ? Store() ?? CompoundStore() : null) ?? Assign() ?? Compound() ?? DeclareReal();

    private Variable[] Assignables() => [.. _scope.Variables.Where(v => v.IsAssignable && v.Form.IsReal())];

    private Variable? Assignable() => Assignables() is { Length: > 0 } variables ? dice.Pick<Variable>(variables) : null;

    private Tree Value(Variable target, int depth) => Real(target.Form, target.Activity, depth);

    // What may be added to a variable without changing its own activity.
    private static Activity Loosened(Activity activity) => activity == Activity.Active ? Activity.Mixed : activity;
}
