package io.quarkiverse.eventstream.operations.deployment.test.devui;

import static io.quarkiverse.eventstream.operations.deployment.test.devui.Tab.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Formatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.acme.shop.Shop;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.quarkus.test.QuarkusDevModeTest;

/** An application in dev mode, and a browser for its Dev UI once a page is opened. Each test has a prefix of its own, because all share a broker. */
final class DevUi implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    /** With it, the Dev UI does not ask the registry of extensions, which may be out of reach. */
    private static final String WITHOUT_REGISTRY = "quarkusRegistryClient";
    private static final Formatter MESSAGE = new PatternFormatter("%s");
    private static final Pattern LISTENING = Pattern.compile("(?s).*Listening on: (http://localhost:\\d+).*");
    private static final AtomicInteger STARTS = new AtomicInteger();

    private final QuarkusDevModeTest application = new QuarkusDevModeTest().setLogRecordPredicate(record -> true);
    private Browser browser;
    private Tab tab;
    private String prefix;

    /** @param properties of the application */
    DevUi(String... properties) {
        application.withApplicationRoot(root -> {
            prefix = "shop" + STARTS.incrementAndGet();
            root.addClass(Shop.class).addAsResource(new StringAsset("quarkus.http.port=0\nquarkus.eventstream.prefix=" + prefix
                    + "\n" + String.join("\n", properties)), "application.properties");
        });
    }

    /** To be registered as an extension, too. */
    QuarkusDevModeTest application() {
        return application;
    }

    String prefix() {
        return prefix;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(WITHOUT_REGISTRY, "false");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        closeTab();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (browser != null) {
            browser.close();
        }
        System.clearProperty(WITHOUT_REGISTRY);
    }

    private void closeTab() {
        if (tab != null) {
            tab.close();
            tab = null;
        }
    }

    /** Opens a page in a new tab. */
    Tab open(String extension, String page) throws IOException, InterruptedException {
        closeTab();
        if (browser == null) {
            browser = new Browser();
        }
        tab = browser.open(root() + "/q/dev-ui/" + extension + "/" + page);
        return tab;
    }

    /** Where the application listens. */
    String root() {
        return awaitLog(LISTENING).group(1);
    }

    Matcher awaitLog(Pattern line) {
        await().until(() -> log().stream().anyMatch(logged -> line.matcher(logged).matches()));
        return log().stream().map(line::matcher).filter(Matcher::matches).findFirst().orElseThrow();
    }

    void awaitLog(String line) {
        await().until(() -> log().contains(line));
    }

    private List<String> log() {
        // A copy: the application keeps logging.
        return List.copyOf(application.getLogRecords()).stream().map(MESSAGE::format).toList();
    }
}
