package io.quarkiverse.eventstream.quickstart.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.quarkiverse.eventstream.quickstart.desk.Ledger.Counts;

class BooksTest {

    /** Three orders, one of which was sent twice. */
    private static final Counts COUNTS = new Counts(3, 3, 3, 0, 1, 0);

    @Test
    void theyAgreeIfEachOrderTookEffectOnce() {
        Books books = new Books(3, 3, 4);

        assertThat(books.skipped()).isEqualTo(1);
        assertThat(books.agreeWith(COUNTS)).isTrue();
    }

    @Test
    void theyDisagreeIfAnOrderTookEffectTwiceOrNever() {
        assertThat(new Books(4, 4, 4).agreeWith(COUNTS)).as("the duplicate was billed, too").isFalse();
        assertThat(new Books(3, 4, 4).agreeWith(COUNTS)).as("an invoice without its record").isFalse();
        assertThat(new Books(2, 2, 4).agreeWith(COUNTS)).as("an order was lost").isFalse();
        assertThat(new Books(3, 3, 4).agreeWith(new Counts(3, 2, 2, 0, 1, 0))).as("an event was lost").isFalse();
    }
}
