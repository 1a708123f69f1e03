using GradBench;

using var messages = new StreamReader(Console.OpenStandardInput());
using var responses = new StreamWriter(Console.OpenStandardOutput());
Session.Run(messages, responses);
