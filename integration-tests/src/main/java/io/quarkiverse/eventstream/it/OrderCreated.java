package io.quarkiverse.eventstream.it;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A payload with properties of many types.
 */
public record OrderCreated(String orderId, Status status, LocalDate due, Optional<String> note, List<Line> lines,
        Priced<Line> dearest) {

    public enum Status {
        NEW, PAID
    }

    public record Line(String sku, int quantity) {}

    public record Priced<T>(T item, BigDecimal price) {}
}
