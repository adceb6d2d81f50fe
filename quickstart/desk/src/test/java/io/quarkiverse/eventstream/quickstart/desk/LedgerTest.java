package io.quarkiverse.eventstream.quickstart.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Step;
import io.quarkiverse.eventstream.quickstart.desk.Ledger.Totals;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final Ledger ledger = new Ledger();

    @Test
    void anEmptyLedgerHasLostAllExpectedOrders() {
        assertThat(ledger.totals(3)).isEqualTo(new Totals(new Counts(0, 0, 0, 0, 0, 0), 3, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void anOrderThatIsNotShippedIsLostAfterAnyStep() {
        way("A", 5);
        ledger.enter(Step.PUBLISHED, "B", NOON);
        ledger.enter(Step.PUBLISHED, "C", NOON);
        ledger.enter(Step.BILLED, "C", NOON);

        Totals totals = ledger.totals(4);

        assertThat(totals.counts()).isEqualTo(new Counts(3, 2, 1, 0, 0, 0));
        assertThat(totals.lost()).isEqualTo(3);
    }

    @Test
    void aRepeatedStepIsADuplicateAndChangesNothingElse() {
        way("A", 5);
        ledger.enter(Step.BILLED, "A", NOON);
        ledger.enter(Step.SHIPPED, "A", NOON.plusSeconds(60));

        assertThat(ledger.totals(1))
                .isEqualTo(new Totals(new Counts(1, 1, 1, 0, 0, 2), 0, Duration.ofMillis(5), Duration.ofMillis(5)));
    }

    @Test
    void anOrderThatIsSentTwiceIsNoDuplicate() {
        way("A", 5);
        ledger.enter(Step.PUBLISHED, "A", NOON.plusSeconds(1));

        assertThat(ledger.counts()).isEqualTo(new Counts(1, 1, 1, 0, 1, 0));
        assertThat(ledger.counts().sent()).isEqualTo(2);
    }

    @Test
    void anOrderCountsAsRetriedOnce() {
        ledger.enterRetry("A");
        ledger.enterRetry("A");
        ledger.enterRetry("B");

        assertThat(ledger.counts().retried()).isEqualTo(2);
    }

    @Test
    void percentilesAreLatenciesThatOccurred() {
        for (int millis = 200; millis > 0; millis--) {
            way("A" + millis, millis);
        }

        Totals totals = ledger.totals(200);

        assertThat(totals.p50()).isEqualTo(Duration.ofMillis(100));
        assertThat(totals.p99()).isEqualTo(Duration.ofMillis(198));
    }

    @Test
    void theStepsMayBeSeenInAnyOrder() {
        ledger.enter(Step.SHIPPED, "A", NOON.plusMillis(7));
        assertThat(ledger.totals(1).p50()).isZero();

        ledger.enter(Step.PUBLISHED, "A", NOON);
        assertThat(ledger.totals(1).p50()).isEqualTo(Duration.ofMillis(7));
    }

    private void way(String orderId, int millis) {
        ledger.enter(Step.PUBLISHED, orderId, NOON);
        ledger.enter(Step.BILLED, orderId, NOON.plusMillis(millis / 2));
        ledger.enter(Step.SHIPPED, orderId, NOON.plusMillis(millis));
    }
}
