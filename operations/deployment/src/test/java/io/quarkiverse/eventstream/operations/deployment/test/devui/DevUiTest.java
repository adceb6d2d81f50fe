package io.quarkiverse.eventstream.operations.deployment.test.devui;

import static io.quarkiverse.eventstream.operations.deployment.test.devui.Tab.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.acme.shop.Shop;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusDevModeTest;

/**
 * The pages in the Dev UI, in a browser. Its screenshots are the images of the guide.
 */
@EnabledIf(value = "io.quarkiverse.eventstream.operations.deployment.test.devui.Browser#isInstalled",
        disabledReason = "There is no browser")
class DevUiTest {

    private static final Pattern BROKER = Pattern.compile("(?s)A Kafka broker for events listens on ([^ ]+:\\d+)\\..*");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String BILL = "[data-listener$='Shop#bill']";
    private static final String TAKE_BACK = "[data-listener$='Shop#takeBack']";
    private static final String AUDIT = "[data-listener$='Shop#audit']";

    @RegisterExtension
    static final DevUi DEV_UI = new DevUi(
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#ship\".failure-policy=dead-letter",
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#ship\".attempts=1",
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#takeBack\".failure-policy=stop",
            "quarkus.eventstream.listener.\"org.acme.shop.Shop#takeBack\".attempts=1");

    @RegisterExtension
    static final QuarkusDevModeTest APPLICATION = DEV_UI.application();

    private Tab tab;

    private static Tab open(String page) throws IOException, InterruptedException {
        return DEV_UI.open("quarkus-eventstream", page);
    }

    @Test
    void listenersAreShownAndOperated() throws Exception {
        tab = open("listeners");
        tab.awaitText(BILL + " .badge", "consuming");
        publish("{ \"id\": \"refund\", \"amount\": -1 }");
        publish("{ \"id\": \"second\", \"amount\": 3 }");
        tab.awaitText(BILL + " .failing", "An order can't cost -1");
        tab.awaitText(BILL + " .failing", "offset 1, attempt");
        tab.awaitText(BILL + " .lag", "2");
        tab.awaitText(BILL + " .badge", "blocked");
        tab.awaitText(BILL + " .members", "1 member ");
        tab.awaitText(BILL + " .members", "on 127.0.0.1: " + DEV_UI.prefix() + ".orders 0");
        await().until(() -> !tab.text(BILL + " .throughput").equals("?"));
        tab.screenshot(SCREENSHOTS.resolve("dev-ui-listeners.png"));

        tab.click(BILL + " .pause");
        tab.awaitText(BILL + " .badge", "paused");
        tab.click(BILL + " .resume");
        tab.awaitText(BILL + " .badge", "consuming");
        DEV_UI.awaitLog("Operator action: by=dev-ui, action=pause, target=org.acme.shop.Shop#bill, details={}");
        DEV_UI.awaitLog("Operator action: by=dev-ui, action=resume, target=org.acme.shop.Shop#bill, details={}");

        tab.click(BILL + " .skip");
        tab.fill(BILL + " .field-reason", "It was a refund");
        tab.click(BILL + " .submit");
        DEV_UI.awaitLog("Billed second");
        tab.awaitText(BILL + " .lag", "0");

        tab.click(AUDIT + " .replay");
        tab.click(AUDIT + " .submit");
        tab.awaitText(AUDIT + " .completed", "6");

        tab.click(AUDIT + " .seek");
        tab.fill(AUDIT + " .field-offset", "1");
        tab.click(AUDIT + " .submit");
        tab.awaitText(AUDIT + " .completed", "8");
        // An impossible position is refused, and the form stays open.
        tab.click(AUDIT + " .seek");
        tab.fill(AUDIT + " .field-offset", "yesterday");
        tab.click(AUDIT + " .submit");
        tab.awaitText("vaadin-notification-card", "Not an offset: \"yesterday\"");
    }

    @Test
    void aListenerThatItsFailurePolicyHasStoppedIsReleased() throws Exception {
        tab = open("listeners");
        tab.awaitText(TAKE_BACK + " .badge", "consuming");
        publish("returns", "orderReturned", "{ \"id\": \"broken\" }");
        tab.awaitText(TAKE_BACK + " .badge", "stopped");
        tab.awaitText(TAKE_BACK + " .failing", "offset 0, attempt 1");
        tab.awaitText(TAKE_BACK + " .resume", "Release");

        tab.click(TAKE_BACK + " .resume");

        tab.awaitText(TAKE_BACK + " .failing", "offset 0, attempt 2");
        DEV_UI.awaitLog("Operator action: by=dev-ui, action=release, target=org.acme.shop.Shop#takeBack, details={}");
    }

    @Test
    void aTopicIsReadWithoutAGroup() throws Exception {
        tab = open("live-tail");
        tab.fill(".topic", "orders");
        tab.fill(".field-from", "earliest");
        tab.click(".start");
        tab.awaitText(".record", "orderCreated");
        tab.click(".record");
        tab.awaitText(".details", "\"amount\" : 5");
        publish("{ \"id\": \"second\", \"amount\": 3 }");
        tab.awaitText(".record", "second");
        tab.screenshot(SCREENSHOTS.resolve("dev-ui-tail.png"));

        tab.click(".pause");
        tab.awaitText(".state", "paused");
        publish("{ \"id\": \"third\", \"amount\": 3 }");
        DEV_UI.awaitLog("Billed third");
        assertThat(tab.text(".record")).doesNotContain("third");
        tab.click(".pause");
        tab.awaitText(".record", "third");

        tab.fill(".topic", "notes");
        tab.click(".start");
        tab.awaitText(".record .badge", "undecodable");
        tab.click(".record");
        tab.awaitText(".details", "no envelope");

        tab.fill(".topic", "orders");
        tab.fill(".field-name", "orderCancelled");
        tab.click(".start");
        tab.awaitText(".state", "reading: 0 records");
        publish("orders", "orderCancelled", "{ \"id\": \"fourth\" }");
        tab.awaitText(".record", "fourth");
        assertThat(tab.count(".record")).isEqualTo(1);

        assertThat(groups()).containsExactlyInAnyOrder(DEV_UI.prefix() + ".audit", DEV_UI.prefix() + ".billing");
        assertThat(tails()).isEqualTo(1);
        tab.goTo("about:blank");
        // Sooner than a tail that no page asks.
        await().atMost(80, TimeUnit.SECONDS).until(() -> tails() == 0);
    }

    @Test
    void anEventIsPublishedAndShownInTheGraph() throws Exception {
        tab = open("publish");
        tab.choose(".template", "Shop#bill");
        await().until(() -> tab.value(".field-topic").equals("orders"));
        assertThat(tab.value(".field-name")).isEqualTo("orderCreated");
        assertThat(tab.value(".field-payload")).contains("\"amount\" : 1", "\"article\" : \"text\"", "\"placed\" : ");

        tab.fill(".field-name", "not a name!");
        tab.fill(".field-payload", "{ \"id\": ");
        tab.click(".publish");
        await().until(() -> tab.errorMessage(".field-payload").startsWith("must be JSON"));
        tab.fill(".field-payload", "{ \"id\": \"typed\", \"amount\": 7 }");
        tab.click(".publish");
        await().until(() -> tab.errorMessage(".field-name").startsWith("must"));
        tab.screenshot(SCREENSHOTS.resolve("dev-ui-publish.png"));
        tab.fill(".field-name", "orderCreated");
        tab.fill(".field-namespace", "shop");
        tab.click(".publish");
        tab.awaitText(".message", "to " + DEV_UI.prefix() + ".orders, partition 0, offset 1");
        DEV_UI.awaitLog("Billed typed");

        tab = open("graph");
        tab.awaitText(".node", "Shop#open");
        tab.awaitText(".node", "Dev UI");
        tab.awaitText(".node", "group " + DEV_UI.prefix() + ".billing");
        tab.awaitText("svg", "orderCreated × 1");
        tab.screenshot(SCREENSHOTS.resolve("dev-ui-graph.png"));
    }

    @Test
    void aPageSurvivesALiveReload() throws Exception {
        tab = open("listeners");
        tab.awaitText(AUDIT + " .badge", "consuming");

        APPLICATION.modifySourceFile(Shop.class, source -> source.replace("void audit(", "void archive("));

        // The page asks by itself, which triggers the reload.
        tab.awaitText("[data-listener$='Shop#archive'] .badge", "consuming");
        assertThat(tab.count(AUDIT)).isZero();
        publish("{ \"id\": \"after\", \"amount\": 3 }");
    }

    @Test
    void deadLettersAreInspectedRedrivenAndDiscarded() throws Exception {
        tab = open("listeners");
        tab.awaitText("[data-listener$='Shop#ship'] .badge", "consuming");
        publish("parcels", "orderPaid", "{ \"id\": \"empty\", \"amount\": 3 }");
        publish("parcels", "orderPaid", "{ \"id\": \"emptier\", \"amount\": 4 }");

        tab = DEV_UI.open("quarkus-eventstream-operations", "dead-letters");
        tab.awaitText(".group", "2 open");
        tab.awaitText(".group", "No items to ship");
        tab.click(".list");
        tab.click(".letter");
        tab.awaitText(".details", "\"id\" : \"emptier\"");
        tab.awaitText(".details", "org.acme.shop.Shop.ship");
        tab.click(".details .redrive");
        tab.awaitText(".details .plan", "1 to org.acme.shop.Shop#ship");
        tab.screenshot(SCREENSHOTS.resolve("dev-ui-letters.png"));

        // The listener fails again: a letter more, and the first one says so.
        tab.fill(".details .field-by", "Ann");
        tab.click(".details .submit");
        tab.awaitText("vaadin-notification-card", "1 letters are redriven");
        await().until(() -> tab.ask("letterTopics", Map.of("stream", "<default>")).toString(),
                topics -> topics.contains("\"FAILED\":1,\"OPEN\":2"));
        tab.click(".card .row .discard");
        tab.fill(".field-by", "Ann");
        tab.fill(".field-reason", "Nothing was ordered");
        tab.click(".form .submit");
        tab.awaitText("vaadin-notification-card", "2 letters are discarded");
        tab.awaitText(".quiet", "There are no such letters.");
        DEV_UI.awaitLog(
                "Operator action: by=Ann (dev-ui), action=redriveEnded, target=parcels.dlq, details={\"count\":1,\"refused\":{}}");
    }

    private void publish(String payload) {
        publish("orders", "orderCreated", payload);
    }

    /** Through the page, with what its form calls. */
    private void publish(String topic, String name, String payload) {
        assertThat(tab.ask("publishEvent", Map.of("stream", "<default>", "topic", topic, "name", name, "namespace", "shop",
                "key", "customer-1", "payload", payload, "fields", Map.of(), "headers", Map.of())).path("published")
                .asBoolean())
                .isTrue();
    }

    private static Set<String> groups() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", DEV_UI.awaitLog(BROKER).group(1)))) {
            return admin.listGroups().all().get().stream().map(GroupListing::groupId)
                    .filter(group -> group.startsWith(DEV_UI.prefix())).collect(Collectors.toSet());
        }
    }

    private static long tails() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("eventstream-dev-ui-tail"))
                .count();
    }
}
