package io.quarkiverse.eventstream.test.application;

/** The payload of {@code orderCreated}. */
public record Order(String id, String customer) {}
