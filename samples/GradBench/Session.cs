using System.Text.Json;

namespace GradBench;

/// <summary>A session of GradBench's protocol: answers each line with one line.</summary>
internal static class Session
{
    public static void Run(TextReader messages, TextWriter responses)
    {
        while (messages.ReadLine() is { } line)
        {
            responses.WriteLine(JsonSerializer.Serialize(Answer(line), Wire.Default.Response));
            responses.Flush();
        }
    }

    private static Response Answer(string line)
    {
        long? id = null;
        try
        {
            Message message = JsonSerializer.Deserialize(line, Wire.Default.Message) ?? throw new JsonException("A message is an object.");
            id = message.Id;
            return message.Kind switch
            {
                "start" => new Response(id) { Tool = "symgrad" },
                "define" => Define(message),
                "evaluate" => Evaluate(message),
                "analysis" => new Response(id),
                _ => Response.Failure(id, $"There are no messages of the kind '{message.Kind}'."),
            };
        }
        catch (Exception e) when (e is JsonException or InputException or ArithmeticException)
        {
            return Response.Failure(id, e.Message);
        }
    }

    private static Response Define(Message message) => Evals.All.ContainsKey(message.Module ?? "")
        ? new Response(message.Id) { Success = true }
        : Response.Failure(message.Id, $"There is no eval '{message.Module}'.");

    private static Response Evaluate(Message message)
    {
        if (!Evals.All.TryGetValue(message.Module ?? "", out var functions))
            return Response.Failure(message.Id, $"There is no eval '{message.Module}'.");
        if (!functions.TryGetValue(message.Function ?? "", out Function? function))
            return Response.Failure(message.Id, $"The eval '{message.Module}' has no function '{message.Function}'.");
        if (message.Input is not { } input)
            return Response.Failure(message.Id, "There is no input.");
        (JsonElement output, IReadOnlyList<Timing> timings) = function.Evaluate(input);
        return new Response(message.Id) { Success = true, Output = output, Timings = timings };
    }
}
