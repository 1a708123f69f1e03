namespace SymGrad.EndToEnd.Tests.Language;

/// <summary>Parts of buffers, what is done to a buffer as a whole, buffers of points, and matrices.</summary>
internal sealed partial class BodyGenerator
{
    private const string NameHere = "{0}";

    private Variable[] PointBuffers() => [.. _scope.Variables.Where(v => v.Form.IsPoints() && v.Form.RealOf() == real)];

    private Variable[] Matrices() => [.. _scope.Variables.Where(v => v.Form.IsMatrix() && v.Form.RealOf() == real)];

    // x[1..], x.Slice(0, 2), a.AsSpan(1), a[..^1] (of an array, a copy): what is long enough has a part that is not empty.
    private (Tree Tree, int LeastLength) Part(Variable buffer, bool isView)
    {
        var (least, isArray) = (buffer.LeastLength, !buffer.Form.IsSpan());
        var (text, cut) = dice.Next(least > 2 ? 9 : 6) switch
        {
            0 => (".Slice(1)", 1),
            1 => (".Slice(0, 1)", least - 1),
            2 => ("[1..]", 1),
            3 => ("[..^1]", 1),
            4 => ("[^1..]", least - 1),
            5 when Counted() is { } n => ($".Slice({n} & 1)", 1),
            6 => (".Slice(1, 2)", least - 2),
            7 => ("[1..^1]", 2),
            8 => ("[..2]", least - 2),
            _ => ("[..]", 0),
        };
        if (isArray && text[0] == '.')
            text = ".AsSpan" + text[".Slice".Length..];
        else if (isArray && isView)
            text = ".AsSpan()" + text;
        var form = (isArray && text[0] == '[' ? Form.Array : buffer.IsAssignable ? Form.Slots : Form.Span).Of(real);
        return (new Tree(Kind.Part, form, buffer.Name + text) { Size = buffer.Size }, least - cut);
    }

    private string? Counted() => _scope.Variables.Where(v => v.Form == Form.Int).ToArray() is { Length: > 0 } ints ? dice.Pick<Variable>(ints).Name : null;

    private Variable[] Divisible() => [.. Buffers().Where(b => b.LeastLength > 1)];

    // Span<double> part = a.AsSpan(1);
    private Tree? DeclarePart()
    {
        if (Divisible() is not { Length: > 0 } buffers)
            return null;
        var (buffer, name) = (dice.Pick<Variable>(buffers), names.Next());
        var (part, length) = Part(buffer, isView: false);
        var isArray = !part.Form.IsSpan();
        // A copy may be written; what is read of it may be written as if it were a view, too.
        var form = isArray && dice.Chance(50) ? Form.Span.Of(real) : part.Form;
        _scope.Add(new Variable(name, form, form.IsSpan() && !isArray ? buffer.Activity : Activity.Mixed, buffer.Size, form is not (Form.Span or Form.SpanF))
        {
            CanBeCaptured = !form.IsSpan(),
            LeastLength = length,
        });
        return new Tree(Kind.DeclarePart, form, name, part) { Parameters = [new(name, form, false)] };
    }

    // while (rest.Length > 1) { rest = rest[1..]; … }
    private Tree? Shorten()
    {
        if (_loops > 1 || _depth > 2 || Buffers() is not { Length: > 0 } buffers)
            return null;
        var (buffer, name) = (dice.Pick<Variable>(buffers), names.Next());
        var form = (buffer.IsAssignable ? Form.Slots : Form.Span).Of(real);
        var rest = new Variable(name, form, buffer.Activity, buffer.Size, buffer.IsAssignable) { CanBeCaptured = false };
        return new Tree(Kind.Shorten, Form.None, $"{name} {buffer.Name} {dice.Pick<string>("[1..]", "[..^1]", ".Slice(1)")}", LoopBody(rest)) { Parameters = [new(name, form, false)] };
    }

    // double t = …; while (t > 1 && t < 1000) { t *= 0.5; … }
    private Tree? Halve()
    {
        if (_loops > 1 || _depth > 2)
            return null;
        var (start, name) = (Real(real, Activity.Active, 2), names.Next());
        return new Tree(Kind.Halve, Form.None, name, start, LoopBody(new Variable(name, real, Activity.Active, 1000, IsAssignable: false))) { Parameters = [new(name, real, false)] };
    }

    private Tree? Fill() => Slots() is not { Length: > 0 } slots ? null : dice.Pick<Variable>(slots) is var slot && dice.Chance(60)
        ? new Tree(Kind.Fill, Form.None, slot.Form.IsSpan() ? slot.Name + ".Fill(" + NameHere : dice.Pick<string>($"Array.Fill({slot.Name}, {NameHere}", $"{slot.Name}.AsSpan().Fill({NameHere}"), Tamed(Real(real, Activity.Active, 2), Activity.Active))
        : new Tree(Kind.Clear, Form.None, slot.Form.IsSpan() ? slot.Name + ".Clear()" : dice.Pick<string>($"Array.Clear({slot.Name})", $"{slot.Name}.AsSpan(0, 1).Clear()"));

    // From one buffer to another, or within one.
    private Tree? Copy()
    {
        if (Slots() is not { Length: > 0 } slots)
            return null;
        var to = dice.Pick<Variable>(slots);
        var target = to.Form.IsSpan() ? to.Name : to.Name + ".AsSpan()";
        if (dice.Chance(40))
            return new Tree(Kind.Copy, Form.None, dice.Pick<string>($"{target}[1..].CopyTo({target})", $"{target}[..^1].CopyTo({target}[1..])"));
        var from = dice.Pick<Variable>(Buffers());
        var length = Math.Min(from.LeastLength, to.LeastLength);
        var source = from.Form.IsSpan() ? from.Name : from.Name + ".AsSpan()";
        return new Tree(Kind.Copy, Form.None, dice.Pick<string>($"{source}[..{length}].CopyTo({target})", $"{source}.Slice(0, 1).CopyTo({target}[^1..])"));
    }

    private Tree? NewPoints()
    {
        var (name, length) = (names.Next(), 1 + dice.Next(3));
        _scope.Add(new Variable(name, Form.PointArray.Of(real), Activity.Mixed, 4, IsAssignable: true) { LeastLength = length });
        return new Tree(Kind.NewPoints, Form.None, name, Literal(Form.Int, length)) { Parameters = [new(name, Forms.PointOf(real), false)] };
    }

    private Tree PointElement(Variable points) => new(Kind.PointElement, real, dice.Pick<string>(".X", ".Y"), PointAt(points)) { Size = points.Size };

    private Tree PointAt(Variable points) => new(Kind.Element, Forms.PointOf(real), points.Name, Index(points)) { Size = points.Size };

    private Tree? StorePoint()
    {
        if (PointBuffers().Where(p => p.IsAssignable).ToArray() is not { Length: > 0 } buffers)
            return NewPoints();
        var points = dice.Pick<Variable>(buffers);
        return dice.Chance(40)
            ? new Tree(Kind.StorePoint, Form.None, points.Name, Index(points), Point(2))
            : new Tree(Kind.StoreField, Form.None, points.Name + " " + dice.Pick<string>(".X =", ".Y =", ".X +=", ".Y -="), Index(points), Tamed(Real(real, Activity.Active, 2), Activity.Active));
    }

    private Tree? ForEachPoint()
    {
        if (_loops > 2 || _depth > 3 || PointBuffers() is not { Length: > 0 } buffers)
            return null;
        var (points, name) = (dice.Pick<Variable>(buffers), names.Next());
        var body = LoopBody(new Variable(name, Forms.PointOf(real), points.Activity, points.Size, IsAssignable: false));
        return new Tree(Kind.ForEachPoint, Form.None, $"var {name} in {points.Name}", body);
    }

    private Tree? NewMatrix()
    {
        var name = names.Next();
        _scope.Add(new Variable(name, Form.Matrix.Of(real), Activity.Mixed, 4, IsAssignable: true));
        return new Tree(Kind.NewMatrix, Form.None, name, Literal(Form.Int, 1 + dice.Next(3)), Literal(Form.Int, 1 + dice.Next(3))) { Parameters = [new(name, real, false)] };
    }

    private Tree Cell(Variable matrix) => new(Kind.Cell, real, matrix.Name, Along(matrix, 0), Along(matrix, 1)) { Size = matrix.Size };

    private static string Side(Variable matrix, int dimension) => $"{matrix.Name}.GetLength({dimension})";

    private Tree Along(Variable matrix, int dimension)
    {
        var side = new Tree(Kind.Variable, Form.Int, Side(matrix, dimension));
        if (_scope.Variables.Where(v => v.Within == side.Text).ToArray() is { Length: > 0 } counters && dice.Chance(80))
            return Reference(dice.Pick<Variable>(counters));
        return dice.Chance(40) ? Literal(Form.Int, 0)
            : new Tree(Kind.IntArithmetic, Form.Int, "%", new Tree(Kind.IntArithmetic, Form.Int, "&", Int(1), Literal(Form.Int, 7)), side);
    }

    private Tree? StoreCell()
    {
        if (Matrices().Where(m => m.IsAssignable).ToArray() is not { Length: > 0 } matrices)
            return NewMatrix();
        var matrix = dice.Pick<Variable>(matrices);
        var op = dice.Pick<string>("=", "+=", "-=");
        return new Tree(Kind.StoreCell, Form.None, matrix.Name + " " + op, Along(matrix, 0), Along(matrix, 1), Tamed(Real(real, Activity.Active, 3), Activity.Active));
    }

    // for (int i = 0; i < a.GetLength(0); i++) for (int j = 0; …)
    private Tree? MatrixLoop()
    {
        if (_loops > 1 || _depth > 2 || Matrices() is not { Length: > 0 } matrices)
            return null;
        var (matrix, i, j) = (dice.Pick<Variable>(matrices), names.Next(), names.Next());
        Variable Counter(string name, int dimension) => new(name, Form.Int, Activity.Inactive, 8, IsAssignable: false) { Within = Side(matrix, dimension) };
        var outer = _scope;
        _scope = new Scope(outer);
        _scope.Add(Counter(i, 0));
        var body = LoopBody(Counter(j, 1));
        _scope = outer;
        return new Tree(Kind.MatrixLoop, Form.None, $"{i} {j} {matrix.Name}", body);
    }
}
