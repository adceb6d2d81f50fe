package io.quarkiverse.eventstream.quickstart.orders;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The incoming orders: one line of JSON each. */
@Singleton
public class OrderFile {

    private static final String FILE = "/orders.jsonl";

    private final ObjectMapper mapper;

    OrderFile(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    List<OrderCreated> read() throws IOException {
        try (InputStream file = OrderFile.class.getResourceAsStream(FILE);
                MappingIterator<OrderCreated> orders = mapper.readerFor(OrderCreated.class).readValues(file)) {
            return orders.readAll();
        }
    }
}
