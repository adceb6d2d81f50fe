package io.quarkiverse.eventstream.operations.deployment.test.devui;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Chromium without a window, driven over its DevTools protocol: that needs no driver, and no library that fetches a browser.
 */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
    private static final long PATIENCE_SECONDS = 150;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path profile;
    private final Process process;
    private final String address;

    /** For {@code @EnabledIf}. */
    static boolean isInstalled() {
        boolean installed = executable().isPresent();
        if (!installed) {
            System.out.println("The tests of the Dev UI are skipped: there is no Chromium on the PATH");
        }
        return installed;
    }

    private static Optional<Path> executable() {
        return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator)))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }

    Browser() throws IOException {
        profile = Files.createTempDirectory("eventstream-browser");
        process = new ProcessBuilder(executable().orElseThrow().toString(), "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--disable-dev-shm-usage", "--window-size=1280,900", "--remote-debugging-port=0",
                "--user-data-dir=" + profile).redirectErrorStream(true).start();
        // Also if the JVM of the test is stopped.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        address = awaitAddress();
    }

    private String awaitAddress() throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                drain(output);
                return listening.group(1);
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("The browser did not start:\n" + said);
    }

    /** Else the browser would block when the pipe is full. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> {
            try {
                output.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // The browser has ended.
            }
        }, "browser-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Opens a tab. */
    Tab open(String url) throws IOException, InterruptedException {
        String tab = http.send(HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                .PUT(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString()).body();
        Tab opened = new Tab(http, new ObjectMapper().readTree(tab).path("webSocketDebuggerUrl").asText());
        opened.goTo(url);
        return opened;
    }

    @Override
    public void close() throws IOException {
        Stream<ProcessHandle> children = process.descendants().toList().stream();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
