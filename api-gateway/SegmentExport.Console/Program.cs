using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using SegmentExport.WebConsole;
using SegmentExport.WebConsole.Browser;

await BrowserModule.ImportAsync();
var builder = WebAssemblyHostBuilder.CreateDefault(args);
await builder.AddConsoleAsync();
var host = builder.Build();
await host.StartConsoleAsync();
await host.RunAsync();
