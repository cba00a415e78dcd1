import Foundation
import Synchronization
import Testing

/// Chromium without a window, in a folder of its own that is gone with it.
final class Browser: Sendable {
  private let folder = TemporaryFolder()
  private let child: Child
  private let devTools: DevTools
  private let userAgent: String

  static let path = ["/usr/bin/chromium", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Nothing here asks the network for anything but the pages of the test.
  private static let flags = [
    "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
    "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--no-pings",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-default-apps", "--disable-extensions", "--disable-breakpad",
    "--disable-domain-reliability", "--disable-client-side-phishing-detection",
    "--password-store=basic", "--use-mock-keychain", "--mute-audio", "--hide-scrollbars",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows", "--lang=es", "--accept-lang=es",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
  ]

  init() throws {
    let program = try #require(Self.path)
    let commands = try PipeEnds()
    let answers = try PipeEnds()
    defer { for end in [commands.reading, answers.writing] { close(end) } }
    let errors = folder.path + "/errors"
    do {
      child = try Child(
        [program] + Self.flags + ["--user-data-dir=\(folder.path)/profile", "about:blank"],
        environment: [
          "XDG_CONFIG_HOME": folder.path, "XDG_CACHE_HOME": folder.path, "TMPDIR": folder.path,
        ],
        output: .file(errors), errors: .file(errors),
        more: [.descriptor(commands.reading), .descriptor(answers.writing)])
    } catch {
      for end in [commands.writing, answers.reading] { close(end) }
      throw error
    }
    devTools = DevTools(reading: answers.reading, writing: commands.writing)
    do {
      userAgent = try devTools.call("Browser.getVersion")["userAgent"] as? String ?? ""
    } catch {
      let said = (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
      throw BrowserFault("\(error); the browser said: \(said.suffix(2000))")
    }
  }

  /// Its children are gone a moment after it, and write into the folder until then.
  deinit {
    _ = try? devTools.call("Browser.close", within: 5)
    _ = try? child.status(within: 5)
    child.kill()
    for _ in 0..<100 where FileManager.default.fileExists(atPath: folder.path) {
      do { try FileManager.default.removeItem(atPath: folder.path) } catch { usleep(20_000) }
    }
  }

  /// A tab with cookies and storage of its own, as of a person who was never here.
  /// `language`: what its requests ask for.
  func tab(language: String = "es") throws -> Tab {
    let tab = try Tab(devTools)
    if language != "es" {
      try tab.call(
        "Emulation.setUserAgentOverride", ["userAgent": userAgent, "acceptLanguage": language])
    }
    return tab
  }
}

/// Tests that look at pages in a browser. Suites of pages are nested in one of its two halves.
@Suite(
  .timeLimit(.minutes(5)),
  .enabled(
    if: Browser.path != nil || Tool.mustBe,
    "chromium is not installed: apt-get install chromium fonts-liberation"))
enum InABrowser {
  /// What people do on pages: one test after the other, in one browser that starts with the first of
  /// them and ends with the last.
  @Suite(.serialized, .waitingInTurn, .browser) enum Deeds {}

  /// How pages look and are built: likewise, beside it.
  @Suite(.serialized, .waitingInTurn, .browser) enum Looks {}
}

/// Runs a test in a new tab, and expects that the page had nothing to complain about.
func browse(
  language: String = "es", sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (Tab) throws -> Void
) throws {
  let tab = try #require(BrowserTrait.current).browser().tab(language: language)
  defer { tab.close() }
  do {
    try body(tab)
  } catch {
    tab.screenshot("failed-\(UUID().uuidString.prefix(8))")
    // What the page complained of is why.
    Issue.record("\(tab.state)", sourceLocation: sourceLocation)
    throw error
  }
  let complaints = tab.complaints
  #expect(complaints.isEmpty, sourceLocation: sourceLocation)
}

/// Gives all tests of a suite one browser.
struct BrowserTrait: SuiteTrait, TestScoping {
  @TaskLocal fileprivate static var current: Shared?

  let isRecursive = false

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let shared = Shared()
    defer { shared.end() }
    try await Self.$current.withValue(shared) { try await function() }
  }

  /// Starts when it is first asked for.
  fileprivate final class Shared: Sendable {
    private let running = Mutex<Browser?>(nil)

    func browser() throws -> Browser {
      try running.withLock { running in
        let browser = try running ?? Browser()
        running = browser
        return browser
      }
    }

    func end() { running.withLock { $0 = nil } }
  }
}

extension Trait where Self == BrowserTrait {
  static var browser: BrowserTrait { BrowserTrait() }
}
