package dev.socle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page at a WebSocket's port, also in a real browser where there is one. */
class BrowserPageTest {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    /** How long the page lives, by its own clock. */
    private static final int VIRTUAL_MILLIS = 15_000;

    private static final String CALLS_AT_ONCE = "#demo";

    @TempDir
    private Path folder;

    @Test
    void pageAndItsPartsAreServedBesideTheWebSocket() throws Exception {
        try (Running server = Running.socle("serve", "ws://127.0.0.1:0/services")) {
            String target = server.address();
            String origin = target.replace("ws://", "http://").replace("/services", "");

            assertThat(get(origin + "/")).contains("<title>Socle in a browser</title>", "data-path=\"/services\"");
            for (String part : List.of("/style.css", "/rsocket.js", "/page.js")) {
                assertThat(get(origin + part)).as(part).isNotEmpty();
            }
            assertThat(Ran.socle("call", target, "greeter.greet", "{\"name\":\"Ada\"}")
                            .out())
                    .isEqualTo("{\"text\":\"Hello, Ada!\"}\n");
        }
    }

    @Test
    void browserCallsTheServicesAndShowsTheFrames() throws Exception {
        Optional<File> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium in PATH: " + BROWSERS);
        try (Running server = Running.socle("serve", "ws://127.0.0.1:0")) {
            String page = server.address().replace("ws://", "http://") + "/" + CALLS_AT_ONCE;

            // The browser's time runs ahead when nothing happens, and does not wait for a busy machine: then once more.
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(dom(browser.get(), page))
                            .contains("<output id=\"answer\">Hello, Ada!</output>")
                            .contains(
                                    "<li>Hello 1, Ada!</li>",
                                    "<li>Hello 7, Ada!</li>") // more than are asked for at first
                            .contains("SETUP", "REQUEST_RESPONSE", "REQUEST_STREAM", "REQUEST_N", "PAYLOAD"));
        }
    }

    private static String get(String uri) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Optional<File> browser() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(folder -> BROWSERS.stream().map(name -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** The page as it stands in the end. */
    private String dom(File browser, String page) throws Exception {
        File out = folder.resolve("dom.html").toFile();
        Process process = new ProcessBuilder(
                        browser.getPath(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        "--virtual-time-budget=" + VIRTUAL_MILLIS,
                        "--dump-dom",
                        page)
                .redirectOutput(out)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as("the browser has ended")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(out.toPath(), StandardCharsets.UTF_8);
    }
}
