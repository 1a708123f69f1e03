namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Loops that end, whatever is cut out of them, and buffers whose indices are inside but for a few.</summary>
internal sealed partial class BodyGenerator
{
    private bool _isVoid;
    private int _loops;
    private int _switches;

    private Tree? LoopOrBuffer() => dice.Weighted<Func<Tree?>>(
        (24, For), (8, ForEach), (7, While), (5, DoWhile), (4, Forever), (3, RealFor),
        (12, NewBuffer), (16, Store), (10, CompoundStore), (6, SwapElements), (20, CallStatement),
        (9, DeclarePart), (6, Shorten), (5, Halve), (10, Fill), (10, Copy), (5, NewPoints), (20, StorePoint), (24, ForEachPoint), (4, NewMatrix), (16, StoreCell), (24, MatrixLoop))();

    // for (int i = 0; i < x.Length; i++), and all that people write instead.
    private Tree? For()
    {
        if (_loops > 2 || _depth > 3)
            return null;
        var name = names.Next();
        var buffer = Buffers() is { Length: > 0 } buffers && dice.Chance(65) ? dice.Pick<Variable>(buffers) : null;
        var limit = buffer is null ? Limit() : buffer.Name + ".Length";
        var bodies = dice.Next(8);
        var header = bodies switch
        {
            0 => $"int {name} = 1; {name} < {limit}; {name}++",
            1 => $"int {name} = {limit} - 1; {name} >= 0; {name}--",
            2 => $"int {name} = 0; {name} < {limit}; {name} += {dice.Pick<string>("2", "3", Step())}",
            3 => $"int {name} = 1; {name} < {limit}; {name} *= 2",
            4 when buffer is not null => $"int {name} = 0; {name} <= {limit} - 1; ++{name}",
            _ => $"int {name} = 0; {name} < {limit}; {name}++",
        };
        var body = LoopBody(new Variable(name, Form.Int, Activity.Inactive, 8, IsAssignable: false) { Within = buffer?.Name ?? "", HasPrevious = bodies is 0 or 3 });
        return new Tree(Kind.For, Form.None, header, body);
    }

    // At most six iterations; what decides may be a variable that the loop changes.
    private string Limit()
    {
        var ints = _scope.Variables.Where(v => v.Form == Form.Int).ToArray();
        return dice.Next(ints.Length > 0 ? 4 : 2) switch
        {
            0 => dice.Pick<string>("1", "2", "3", "5"),
            1 when _scope.Variables.Where(v => v.Activity == Activity.Active && v.Form.IsReal()).ToArray() is { Length: > 0 } reals =>
                Decided(dice.Pick<Variable>(reals)),
            1 => "4",
            2 => $"({dice.Pick<Variable>(ints).Name} & 3)",
            _ => $"{dice.Pick<Variable>(ints).Name} % 6",
        };

        string Decided(Variable active) => $"({active.Name} > {Number(active.Form, dice.Pick<double>(0, 0.5, 1))} ? 2 : 4)";
    }

    private string Step() => _scope.Variables.Where(v => v.Form == Form.Int).ToArray() is { Length: > 0 } ints ? $"1 + ({dice.Pick<Variable>(ints).Name} & 1)" : "1";

    private Tree? ForEach()
    {
        if (_loops > 2 || _depth > 3 || Buffers() is not { Length: > 0 } buffers)
            return null;
        var (buffer, name) = (dice.Pick<Variable>(buffers), names.Next());
        var elements = buffer.LeastLength > 1 && dice.Chance(25) ? Part(buffer, isView: true).Tree.Text : buffer.Name;
        var body = LoopBody(new Variable(name, buffer.Form.RealOf(), buffer.Activity, buffer.Size, IsAssignable: false));
        return new Tree(Kind.ForEach, Form.None, $"{dice.Pick<string>("var", buffer.Form.RealOf().Text(false))} {name} in {elements}", body) { Parameters = [new(name, buffer.Form.RealOf(), false)] };
    }

    // Its fuel ends a loop that its condition does not.
    private Tree? While() => Conditioned(Kind.While);

    private Tree? DoWhile() => Conditioned(Kind.DoWhile);

    private Tree? Forever() => Conditioned(Kind.Forever);

    private Tree? Conditioned(Kind kind)
    {
        if (_loops > 2 || _depth > 3)
            return null;
        var fuel = names.Next();
        var condition = Bool(1);
        return new Tree(kind, Form.None, fuel, condition, LoopBody(new Variable(fuel, Form.Int, Activity.Inactive, 8, IsAssignable: false))) { Size = 1 + dice.Next(5) };
    }

    // for (double t = …; t < 3; t += 0.75)
    private Tree? RealFor()
    {
        if (_loops > 1 || _depth > 2)
            return null;
        var name = names.Next();
        var start = Bounded(real, Activity.Active, 2);
        return new Tree(Kind.RealFor, Form.None, name, start, LoopBody(new Variable(name, real, Activity.Active, 4, IsAssignable: false))) { Parameters = [new(name, real, false)] };
    }

    private Tree LoopBody(Variable counter)
    {
        var (outer, switches) = (_scope, _switches);
        (_scope, _switches) = (new Scope(outer), 0);
        _scope.Add(counter);
        _loops++;
        var leave = dice.Chance(40) ? new Tree(Kind.If, Form.None, "", Bool(1), new Tree(Kind.Block, Form.None, "", dice.Chance(20) ? Return(2) : Leave())) : null;
        var body = Inner(1 + dice.Next(3), mayReturn: false);
        if (leave is not null)
        {
            var at = dice.Next(body.Parts.Length + 1);
            body = body with { Parts = [.. body.Parts[..at], leave, .. body.Parts[at..]] };
        }

        _loops--;
        (_scope, _switches) = (outer, switches);
        return body;
    }

    private Tree Leave() => new(_switches == 0 && dice.Chance(60) ? Kind.Break : Kind.Continue, Form.None, "");

    // A value that no iteration lets grow without bounds.
    private Tree Tamed(Tree value, Activity activity) => _loops == 0 || value.Size <= 4 ? value : Bounded(value.Form, activity, 2);

    private Tree NewBuffer()
    {
        var name = names.Next();
        var ints = _scope.Variables.Where(v => v.Form == Form.Int).ToArray();
        var model = Buffers() is { Length: > 0 } buffers ? dice.Pick<Variable>(buffers) : null;
        var (length, least) = dice.Next(4) switch
        {
            0 when ints.Length > 0 => ($"1 + ({dice.Pick<Variable>(ints).Name} & 3)", 1),
            1 when model is not null => (model.Name + ".Length", model.LeastLength),
            2 when model is not null => (model.Name + ".Length + 1", model.LeastLength + 1),
            _ => dice.Pick<(string, int)>(("1", 1), ("2", 2), ("3", 3), ("4", 4)),
        };
        // In a loop the stack would grow.
        var isArray = _loops > 0 || dice.Chance(60);
        _scope.Add(new Variable(name, (isArray ? Form.Array : Form.Slots).Of(real), Activity.Mixed, 4, IsAssignable: true) { CanBeCaptured = isArray, LeastLength = least });
        return new Tree(isArray ? Kind.NewArray : Kind.StackAlloc, Form.None, name, new Tree(Kind.Literal, Form.Int, length)) { Parameters = [new(name, real, false)] };
    }

    private Tree? Store()
    {
        if (Slots() is not { Length: > 0 } slots)
            return null;
        var slot = dice.Pick<Variable>(slots);
        return new Tree(Kind.Store, Form.None, slot.Name, Index(slot), Tamed(Real(real, dice.Chance(80) ? Activity.Active : Activity.Mixed, 3), Activity.Active));
    }

    private Tree? CompoundStore()
    {
        if (Slots() is not { Length: > 0 } slots)
            return null;
        var slot = dice.Pick<Variable>(slots);
        var op = dice.Pick<string>("+=", "-=", "*=", "/=");
        var value = op switch { "/=" => Positive(real, Activity.Mixed, 2), "*=" => Bounded(real, Activity.Mixed, 2), _ => Tamed(Real(real, Activity.Active, 2), Activity.Active) };
        return new Tree(Kind.CompoundStore, Form.None, slot.Name + " " + op, Index(slot), value);
    }

    private Tree? SwapElements()
    {
        if (Slots() is not { Length: > 0 } slots)
            return null;
        var (a, b) = (dice.Pick<Variable>(slots), dice.Pick<Variable>(slots));
        return new Tree(Kind.SwapElements, Form.None, $"{a.Name} {b.Name}", Index(a), Index(b));
    }

    private Tree? CallStatement()
    {
        var suitable = _helpers.Where(h => h.Result == Form.None && CanCall(h)).ToArray();
        if (suitable.Length == 0)
            return null;
        var helper = dice.Pick<Function>(suitable);
        return new Tree(Kind.CallStatement, Form.None, helper.Name, [.. helper.Parameters.Select(p => Argument(p, 2))]);
    }

    private bool CanCall(Function helper) => helper.Parameters.All(p => !p.Form.IsBuffer() || BuffersFor(p.Form).Any());

    private Tree Argument(Parameter parameter, int depth) => parameter.Form.IsBuffer()
        ? dice.Pick<Variable>([.. BuffersFor(parameter.Form)]) is var buffer && buffer.LeastLength > 1 && dice.Chance(35) ? Part(buffer, dice.Chance(80)).Tree : Reference(buffer)
        : Real(parameter.Form, parameter.IsHeld ? Activity.Inactive : Activity.Active, depth);

    private IEnumerable<Variable> BuffersFor(Form form) => _scope.Variables.Where(v =>
        v.Form.IsBuffer() && v.Form.RealOf() == form.RealOf() && (v.IsAssignable || form is Form.Span or Form.SpanF));

    private Variable[] Buffers() => [.. _scope.Variables.Where(v => v.Form.IsBuffer() && v.Form.RealOf() == real)];

    private Variable[] Slots() => [.. Buffers().Where(v => v.IsAssignable)];

    private Tree Element(Variable buffer) => new(Kind.Element, buffer.Form.RealOf(), buffer.Name, Index(buffer)) { Size = buffer.Size };

    private Tree Index(Variable buffer)
    {
        var length = new Tree(Kind.Length, Form.Int, buffer.Name);
        Tree Wrapped(Tree index) => new(Kind.IntArithmetic, Form.Int, "%", index, length);
        Tree Sum(string op, Tree x, Tree y) => new(Kind.IntArithmetic, Form.Int, op, x, y);
        var one = Literal(Form.Int, 1);
        var counters = _scope.Variables.Where(v => v.Within is not null).ToArray();
        var own = counters.Where(c => c.Within == buffer.Name).ToArray();
        if (own.Length > 0 && dice.Chance(75))
        {
            var counter = dice.Pick<Variable>(own);
            var i = Reference(counter);
            return dice.Next(8) switch
            {
                0 => Sum("-", Sum("-", length, one), i),
                1 => Wrapped(Sum("+", i, one)),
                2 or 3 when counter.HasPrevious => Sum("-", i, one),
                4 when dice.Chance(4) => Sum("+", i, one),
                _ => i,
            };
        }

        var indices = _scope.Variables.Where(v => v.Form == Form.Indices).ToArray();
        if (indices.Length > 0 && dice.Chance(40))
        {
            var table = dice.Pick<Variable>(indices);
            var entry = new Tree(Kind.Element, Form.Int, table.Name, Index(table));
            return buffer.HoldsAnyIndex ? entry : Wrapped(entry);
        }

        if (counters.Length > 0 && dice.Chance(60))
            return Wrapped(Reference(dice.Pick<Variable>(counters)));
        return dice.Next(5) switch
        {
            0 => new Tree(Kind.Literal, Form.Int, "^1"),
            1 or 2 => Literal(Form.Int, 0),
            _ => Wrapped(new Tree(Kind.IntArithmetic, Form.Int, "&", Int(1), Literal(Form.Int, 7))),
        };
    }
}
