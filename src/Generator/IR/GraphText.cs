using System.Globalization;
using System.Text;

namespace SymGrad.Generator.IR;

/// <summary>
/// A function that calls nothing, as text for other compilations. Numbers end in a space, names stand behind their lengths. Operations, types and elementary
/// functions are there by name, so that a generator that numbers them otherwise reads the same, and one that lacks them reads nothing. Of an input there is
/// what a caller must know to pass it, not where it is read; names are no user's any more.
/// </summary>
internal static class GraphText
{
    // A text of another version means something else.
    private const string Version = "1";

    public static string Write(Graph graph)
    {
        var writer = new Writer();
        writer.List(graph.Inputs, input =>
        {
            writer.Name(input.Name);
            writer.Name(input.Type.ToString());
            writer.Name(input.Element.ToString());
            writer.Number(Flags(input));
        });
        writer.List(graph.Throws, writer.Name);
        writer.List(graph.Regions, region =>
        {
            writer.Number(region.Parent);
            writer.List(region.Results, result => writer.Number(result));
        });
        string[] symbols = [.. graph.Nodes.Select(Symbol).Distinct()];
        writer.List(symbols, writer.Name);
        Dictionary<string, int> places = symbols.Select((symbol, i) => (symbol, i)).ToDictionary(s => s.symbol, s => s.i);
        writer.List(graph.Nodes, node =>
        {
            writer.Number(places[Symbol(node)]);
            writer.Number(node.Region);
            writer.Number(node.A);
            writer.Number(node.B);
            writer.Number(node.C);
            if (PayloadName(node) is null)
                writer.Number(node.Payload);
        });
        writer.List([.. Enumerable.Range(0, graph.Nodes.Count).Where(n => graph.Names[n].Text is not null)], n =>
        {
            writer.Number(n);
            writer.Name(graph.Names[n].Text!);
        });
        return Sealed(writer.ToString());
    }

    /// <summary>The function of a text; null where it is none, or another version's.</summary>
    public static Graph? Read(string text)
    {
        int start = text.IndexOf(' ', text.IndexOf(' ') + 1) + 1;
        string body = text.Substring(start);
        if (text != Sealed(body))
            return null;
        try
        {
            return ReadBody(new Reader(body));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static Graph ReadBody(Reader reader)
    {
        EquatableArray<Input> inputs = reader.List(() => WithFlags(new Input(reader.Name(), "", Parse<ScalarType>(reader.Name()), IsActive: false) { Element = Parse<ScalarType>(reader.Name()) }, reader.Number()));
        EquatableArray<string> throws = reader.List(reader.Name);
        EquatableArray<Region> regions = reader.List(() => new Region(reader.Index(), reader.List(reader.Index)));
        EquatableArray<Node> symbols = reader.List(() => ReadSymbol(reader.Name()));
        EquatableArray<Node> nodes = reader.List(() =>
        {
            Node symbol = reader.OneOf(symbols);
            Node node = symbol with { Region = reader.Index(), A = reader.Index(), B = reader.Index(), C = reader.Index() };
            return PayloadName(symbol) is null ? node with { Payload = reader.Number() } : node;
        });
        var names = new NodeName[nodes.Count];
        foreach ((int node, string name) in reader.List(() => (reader.Index(), reader.Name())))
            names[node >= 0 && node < names.Length ? node : throw new FormatException()] = new NodeName(name, IsUsers: false);
        return new Graph(inputs, nodes, regions, names.ToEquatableArray(), throws);
    }

    // With the number by which a text is known to be whole.
    private static string Sealed(string body) => $"{Version} {Fingerprint.Of(body).ToString("x8", CultureInfo.InvariantCulture)} {body}";

    private static long Flags(Input input) => (input.IsActive ? 1 : 0) | (input.IsTwoDimensional ? 2 : 0) | (input.IsJagged ? 4 : 0) | (input.IsOutput ? 8 : 0);

    private static Input WithFlags(Input input, long flags) => input with { IsActive = (flags & 1) != 0, IsTwoDimensional = (flags & 2) != 0, IsJagged = (flags & 4) != 0, IsOutput = (flags & 8) != 0 };

    private static string Symbol(Node node) => PayloadName(node) is { } name ? $"{node.Op}.{node.Type}.{name}" : $"{node.Op}.{node.Type}";

    private static string? PayloadName(Node node) => node.Op switch
    {
        Op.Call or Op.CallWithDerivative => node.Function.ToString(),
        Op.Allocate => ((ScalarType)node.Payload).ToString(),
        Op.Loop => node.Role.ToString(),
        _ => null,
    };

    private static Node ReadSymbol(string symbol)
    {
        string[] parts = symbol.Split('.');
        if (parts.Length is not (2 or 3))
            throw new FormatException();
        Op op = Parse<Op>(parts[0]);
        long payload = (parts.Length, op) switch
        {
            (2, _) => 0,
            (_, Op.Allocate) => (long)Parse<ScalarType>(parts[2]),
            (_, Op.Loop) => (long)Parse<LoopRole>(parts[2]),
            _ => (long)Parse<Elementary>(parts[2]),
        };
        return new Node(op, Parse<ScalarType>(parts[1]), Node.None, Node.None, Node.None, payload, 0);
    }

    private static T Parse<T>(string name) where T : struct, Enum =>
        Enum.TryParse(name, out T value) && value.ToString() == name ? value : throw new FormatException();

    private sealed class Writer
    {
        private readonly StringBuilder _text = new();

        public void Number(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture)).Append(' ');

        public void Name(string name)
        {
            Number(name.Length);
            _text.Append(name);
        }

        public void List<T>(IReadOnlyList<T> items, Action<T> item)
        {
            Number(items.Count);
            foreach (T each in items)
                item(each);
        }

        public override string ToString() => _text.ToString();
    }

    private sealed class Reader(string text)
    {
        private int _position;

        public long Number()
        {
            int end = text.IndexOf(' ', _position);
            if (end < 0 || !long.TryParse(text.Substring(_position, end - _position), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                throw new FormatException();
            _position = end + 1;
            return number;
        }

        /// <summary>The place of something; −1 for none.</summary>
        public int Index() => Number() is var number and >= Node.None and <= int.MaxValue ? (int)number : throw new FormatException();

        public T OneOf<T>(IReadOnlyList<T> items) => Index() is var index and >= 0 && index < items.Count ? items[index] : throw new FormatException();

        public string Name()
        {
            int length = Index();
            if (length < 0 || length > text.Length - _position)
                throw new FormatException();
            _position += length;
            return text.Substring(_position - length, length);
        }

        public EquatableArray<T> List<T>(Func<T> item)
        {
            var items = new List<T>();
            for (int left = Index(); left > 0; left--)
                items.Add(item());
            return items.ToEquatableArray();
        }
    }
}
