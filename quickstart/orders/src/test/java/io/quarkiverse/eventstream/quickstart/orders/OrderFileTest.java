package io.quarkiverse.eventstream.quickstart.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

class OrderFileTest {

    private static List<OrderCreated> orders;

    @BeforeAll
    static void read() throws IOException {
        orders = new OrderFile(new ObjectMapper()).read();
    }

    @Test
    void itHasTheDocumentedNumberOfOrders() {
        assertThat(orders).hasSize(3000);
    }

    @Test
    void eachOrderHasAUniqueNumber() {
        assertThat(orders).extracting(OrderCreated::orderId).doesNotHaveDuplicates()
                .allMatch(id -> id.matches("SO-[0-9]{6}"));
    }

    @Test
    void eachOrderIsComplete() {
        assertThat(orders).allSatisfy(order -> {
            assertThat(order.customer()).isNotBlank();
            assertThat(order.country()).matches("[A-Z]{2}");
            assertThat(order.currency()).matches("[A-Z]{3}");
            assertThat(order.items()).isNotEmpty().allSatisfy(item -> {
                assertThat(item.sku()).isNotBlank();
                assertThat(item.quantity()).isPositive();
                assertThat(item.unitPrice()).isPositive();
            });
        });
    }
}
