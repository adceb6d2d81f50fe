package io.quarkiverse.eventstream.quickstart.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CarrierTest {

    private final Carrier carrier = new Carrier();

    @Test
    void itAnswersAtOnceForMostOrders() {
        assertThat(carrier.collect(order("SO-100049"), 1)).isEqualTo("NO000100049X");
    }

    @Test
    void itAnswersTheSecondCallForEveryFiftiethOrder() {
        OrderBilled order = order("SO-100050");

        assertThatThrownBy(() -> carrier.collect(order, 1)).hasMessage("the carrier is not answering for SO-100050");
        assertThat(carrier.collect(order, 2)).isEqualTo("NO000100050X");
    }

    private static OrderBilled order(String orderId) {
        return new OrderBilled(orderId, "Solveig Haugen", "NO");
    }
}
