using System.Text;

namespace SymGrad.Generator.Emission;

/// <summary>Lines of C# with indentation; line ends are always \n.</summary>
internal sealed class CodeWriter
{
    // A thousand nested blocks would be a text that grows with the square of their number.
    private const int MostIndented = 40;

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isBlankDue;

    public void Line(string line)
    {
        if (_isBlankDue)
            _text.Append('\n');
        _isBlankDue = false;
        _text.Append(' ', 4 * Math.Min(_depth, MostIndented)).Append(line).Append('\n');
    }

    /// <summary>A blank line, unless a block closes first.</summary>
    public void Blank() => _isBlankDue = true;

    public void Open(string? header = null)
    {
        if (header is not null)
            Line(header);
        Line("{");
        _depth++;
    }

    /// <summary>Opens a block whose header has clauses, on lines of their own.</summary>
    public void Open(string header, IEnumerable<string> clauses)
    {
        Line(header);
        foreach (string clause in clauses)
            Line("    " + clause);
        Open();
    }

    public void Close(string end = "}")
    {
        _depth--;
        _isBlankDue = false;
        Line(end);
    }

    public override string ToString() => _text.ToString();
}
