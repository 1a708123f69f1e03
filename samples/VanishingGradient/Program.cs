using System.Text;
using VanishingGradient;

// σ and ∂ are not in every console's own encoding.
Console.OutputEncoding = Encoding.UTF8;
return CommandLine.Run(args);
