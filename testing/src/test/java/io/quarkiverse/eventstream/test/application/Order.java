package io.quarkiverse.eventstream.test.application;

/** What is ordered. */
public record Order(String id, String customer) {}
