/**
 * What publishing and reading one event costs, beside what the same costs with Jackson alone. What a consumer does with records
 * is in {@code io.quarkiverse.eventstream.runtime.listen}, since it is not public there.
 */
package io.quarkiverse.eventstream.benchmarks.micro;
