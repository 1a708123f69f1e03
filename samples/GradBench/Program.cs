using GradBench;

if (args is ["measure", .. var evals])
{
    Measurement.Print(Console.Out, evals);
    return;
}

using var messages = new StreamReader(Console.OpenStandardInput());
using var responses = new StreamWriter(Console.OpenStandardOutput());
Session.Run(messages, responses);
