package io.quarkiverse.eventstream.quickstart.shipping;

import java.util.Locale;

import jakarta.inject.Singleton;

/** Simulates a remote parcel service: for every 50th order, it does not answer the first call. */
@Singleton
public class Carrier {

    private static final int UNANSWERED = 50;

    /** Returns the parcel's tracking number. */
    String collect(OrderBilled order, int attempt) {
        int number = Integer.parseInt(order.orderId().replaceAll("\\D", ""));
        if (attempt == 1 && number % UNANSWERED == 0) {
            throw new IllegalStateException("the carrier is not answering for " + order.orderId());
        }
        return String.format(Locale.ROOT, "%s%09dX", order.country(), number);
    }
}
