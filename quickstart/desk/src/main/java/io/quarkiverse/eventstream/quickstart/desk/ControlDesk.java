package io.quarkiverse.eventstream.quickstart.desk;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Totals;
import io.quarkus.runtime.QuarkusApplication;

/** Follows all orders, and reports the result. */
public class ControlDesk implements QuarkusApplication {

    private static final Duration START_BOUND = Duration.ofSeconds(60);
    private static final Duration RUN_BOUND = Duration.ofSeconds(120);
    private static final Duration STANDSTILL_BOUND = Duration.ofSeconds(30);
    private static final int LOOK_MILLIS = 100;

    @Inject
    Ledger ledger;

    private final Settings settings = Desk.SETTINGS;
    private final Shop shop = Desk.SHOP;
    private final Screen screen = Desk.SCREEN;

    @Override
    public int run(String... arguments) throws InterruptedException {
        try {
            awaitListeners();
            shop.startOrders();
            awaitOrders();
            // The services may repeat steps when they stop: such duplicates are counted, too.
            shop.stopServices();
            return report(shop.books());
        } catch (QuickstartException e) {
            String table = ledger.counts().published() > 0 ? table(Optional.empty()) : "";
            screen.close(table + "\n" + screen.bad("The quickstart failed. ") + e.getMessage());
            return 1;
        }
    }

    private void awaitListeners() throws InterruptedException {
        long start = System.nanoTime();
        while (!shop.hasListeners()) {
            shop.requireHealthy();
            if (since(start).compareTo(START_BOUND) > 0) {
                throw new QuickstartException("Billing and shipping did not start to listen within " + START_BOUND.toSeconds()
                        + " s. " + advice());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        screen.say("desk", "billing and shipping are listening");
    }

    private void awaitOrders() throws InterruptedException {
        long start = System.nanoTime();
        long moved = start;
        Counts before = ledger.counts();
        while (before.shipped() < settings.orders() || !shop.hasPublishedAll() || shop.settledByBilling() < before.sent()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            shop.requireHealthy();
            Counts now = ledger.counts();
            screen.progress(progress(now, since(start)));
            moved = now.equals(before) ? moved : System.nanoTime();
            before = now;
            if (since(moved).compareTo(STANDSTILL_BOUND) > 0 || since(start).compareTo(RUN_BOUND) > 0) {
                throw new QuickstartException(String.format("After %d s, %d of %d orders had not been shipped, without progress"
                        + " for %d s. %s", since(start).toSeconds(), settings.orders() - now.shipped(),
                        settings.orders(), since(moved).toSeconds(), advice()));
            }
        }
    }

    private int report(Books books) {
        Totals totals = ledger.totals(settings.orders());
        boolean kept = totals.lost() == 0 && books.agreeWith(totals.counts());
        String verdict = kept
                ? screen.good("Every order was billed once, and shipped.")
                : screen.bad("Orders were lost, or took effect twice. ") + advice();
        screen.close(table(Optional.of(books)) + "\n" + verdict);
        return kept ? 0 : 1;
    }

    private String table(Optional<Books> books) {
        return Report.of(ledger.totals(settings.orders()), books, screen);
    }

    private String advice() {
        return "See the logs of the services in " + settings.log("*")
                + "; on a slow or busy machine, try again with --orders 300";
    }

    private static String progress(Counts counts, Duration time) {
        return String.format(Locale.ROOT, "%,7d published %,7d billed %,7d shipped %,5d retried %4d s", counts.published(),
                counts.billed(), counts.shipped(), counts.retried(), time.toSeconds());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
