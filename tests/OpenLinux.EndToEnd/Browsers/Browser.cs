using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Commons;
using OpenLinux.TestKit;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace OpenLinux.EndToEnd.Browsers;

/// <summary>
/// The machine's Chromium without a window, driven by its chromedriver (W3C WebDriver), with a profile of its own. It keeps what the page asked of a network
/// and what it wrote to the console. A machine without one fails the test.
/// </summary>
internal sealed class Browser : IDisposable
{
    private const string Performance = "performance";

    /// <summary>Looking for barriers takes long on a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TestFolder profile = new();
    private readonly ChromeDriver driver;

    private Browser(int width, int height, bool isDark, bool hasScripts)
    {
        var options = new ChromeOptions { BinaryLocation = PathOf("chromium") };
        options.AddArguments(
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", $"--user-data-dir={profile.Path}");
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        options.SetLoggingPreference(Performance, LogLevel.All);
        if (!hasScripts)
        {
            options.AddUserProfilePreference("profile.managed_default_content_settings.javascript", 2);
        }

        var program = PathOf("chromedriver");
        driver = new ChromeDriver(ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(program), Path.GetFileName(program)), options, Patience);
        driver.Manage().Timeouts().AsynchronousJavaScript = Patience;
        driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
        {
            ["features"] = new[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" } },
        });
        Resize(width, height);
    }

    /// <param name="file">What it shows, from the disk.</param>
    /// <param name="width">Of the window, as <paramref name="height"/> in CSS pixels.</param>
    /// <param name="hasScripts">Whether the page may run any.</param>
    public static Browser Open(string file, int width = 1280, int height = 900, bool isDark = false, bool hasScripts = true)
    {
        var browser = new Browser(width, height, isDark, hasScripts);

        // What the browser shows at its start asks for a lot.
        browser.driver.Navigate().GoToUrl("about:blank");
        browser.Requests();
        browser.Complaints();
        browser.driver.Navigate().GoToUrl(new Uri(file));
        if (hasScripts)
        {
            browser.Settle();
        }

        return browser;
    }

    /// <summary>Errors and warnings of the console since it was asked last, refusals of the page's policy among them.</summary>
    public IReadOnlyList<string> Complaints() =>
        [.. driver.Manage().Logs.GetLog(LogType.Browser).Where(entry => entry.Level >= LogLevel.Warning).Select(entry => entry.Message)];

    /// <summary>The addresses that were asked for since it was asked last, without those that hold their own answer.</summary>
    public IReadOnlyList<string> Requests() =>
    [
        .. driver.Manage().Logs.GetLog(Performance)
            .Select(entry => JsonDocument.Parse(entry.Message).RootElement.GetProperty("message"))
            .Where(message => message.GetProperty("method").GetString() is "Network.requestWillBeSent" or "Network.webSocketCreated")
            .Select(message => message.GetProperty("params"))
            .Select(request => request.TryGetProperty("request", out var sent) ? sent.GetProperty("url").GetString()! : request.GetProperty("url").GetString()!)
            .Where(address => !address.StartsWith("data:", StringComparison.Ordinal)),
    ];

    private void Resize(int width, int height)
    {
        driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width,
            ["height"] = height,
            ["deviceScaleFactor"] = 1,
            ["mobile"] = false,
        });
    }

    /// <summary>What an expression is, as JavaScript has it: long, double, string, bool, list or null.</summary>
    public object? Ask(string expression, params object[] arguments) => driver.ExecuteScript($"return {expression}", arguments);

    public string Text(string selector) => driver.FindElement(By.CssSelector(selector)).Text;

    public double Number(string expression) => Convert.ToDouble(Ask(expression), CultureInfo.InvariantCulture);

    /// <summary>The texts that an expression lists, with the spaces that do not break as ordinary ones.</summary>
    public IReadOnlyList<string> Texts(string expression) => [.. ((IEnumerable<object>)Ask(expression)!).Select(text => ((string)text).Replace('\u00a0', ' '))];

    public IWebElement Find(string selector) => driver.FindElement(By.CssSelector(selector));

    public void Click(string selector)
    {
        Find(selector).Click();
        Settle();
    }

    public void Press(params string[] keys)
    {
        foreach (var key in keys)
        {
            driver.SwitchTo().ActiveElement().SendKeys(key);
        }

        Settle();
    }

    /// <summary>What axe-core (WCAG 2.2, levels A and AA, and good practice) objects to, each with the elements it means.</summary>
    public IReadOnlyList<string> Barriers()
    {
        driver.ExecuteScript(new BundledAxeScriptProvider().GetScript());
        var result = driver.ExecuteAsyncScript("const done = arguments[arguments.length - 1]; axe.run().then((found) => done(JSON.stringify(found.violations)))");
        return
        [
            .. JsonDocument.Parse((string)result!).RootElement.EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray()
                .Select(node => $"{violation.GetProperty("id").GetString()}: {node.GetProperty("target")}: {node.GetProperty("failureSummary").GetString()}")),
        ];
    }

    public void Screenshot(string file) => driver.GetScreenshot().SaveAsFile(file);

    public void Dispose()
    {
        driver.Dispose();
        profile.Dispose();
    }

    /// <summary>Waits until what was asked for is drawn.</summary>
    private void Settle() =>
        driver.ExecuteAsyncScript("const done = arguments[arguments.length - 1]; requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))");

    private static string PathOf(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{program} is not on the PATH: install Debian's chromium and chromium-driver.");
}
