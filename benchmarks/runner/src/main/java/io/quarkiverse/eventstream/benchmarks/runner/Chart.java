package io.quarkiverse.eventstream.benchmarks.runner;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Outcomes as an SVG chart: for each case a group of bars with the median of its first metric, and a line from minimum to maximum. */
final class Chart {

    private static final int WIDTH = 900;
    private static final int MARGIN = 20;
    private static final int LABELS = 240;
    private static final int VALUES = 110;
    private static final int ROW = 22;
    private static final int BAR = 14;
    private static final int HEAD = 46;
    private static final String TEXT = "#222222";
    private static final String FAINT = "#777777";

    private final StringWriter out = new StringWriter();
    private final XMLStreamWriter xml;
    private int y = MARGIN;

    private Chart() throws XMLStreamException {
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    }

    static String of(List<Outcome> outcomes, String conditions) {
        try {
            return new Chart().draw(outcomes, conditions);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The chart could not be drawn", e);
        }
    }

    private String draw(List<Outcome> outcomes, String conditions) throws XMLStreamException {
        int rows = outcomes.stream().mapToInt(outcome -> outcome.entries().size()).sum();
        int height = 2 * MARGIN + outcomes.size() * HEAD + rows * ROW + ROW;
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attribute("viewBox", "0 0 " + WIDTH + " " + height);
        attribute("font-family", "sans-serif");
        attribute("font-size", "12");
        rectangle(0, 0, WIDTH, height, "#ffffff");
        for (Outcome outcome : outcomes) {
            group(outcome);
        }
        text(MARGIN, y + ROW, conditions, FAINT, "normal");
        xml.writeEndElement();
        xml.flush();
        return out.append('\n').toString();
    }

    private void group(Outcome outcome) throws XMLStreamException {
        Metric metric = outcome.subject().metrics().get(0);
        y += HEAD;
        text(MARGIN, y - 16, outcome.subject().title(), TEXT, "bold");
        text(MARGIN + LABELS, y - 16, metric.title + (metric.higherIsBetter ? ", more is better" : ", less is better"), FAINT,
                "normal");
        double most = outcome.entries().stream().mapToDouble(entry -> outcome.spread(entry, metric).most()).max().orElseThrow();
        double scale = (WIDTH - 2 * MARGIN - LABELS - VALUES) / most;
        for (Entry entry : outcome.entries()) {
            row(entry, outcome.spread(entry, metric), metric, scale);
        }
    }

    private void row(Entry entry, Spread spread, Metric metric, double scale) throws XMLStreamException {
        int left = MARGIN + LABELS;
        int middle = y + BAR / 2;
        boolean ours = entry.contender() == Contender.EVENTSTREAM || entry.contender() == Contender.OUTBOX;
        text(MARGIN, y + BAR - 3, entry.toString(), TEXT, ours ? "bold" : "normal");
        rectangle(left, y, spread.median() * scale, BAR, color(entry.contender()));
        line(left + spread.least() * scale, left + spread.most() * scale, middle);
        text(left + spread.most() * scale + 8, y + BAR - 3, metric.format(spread.median()), TEXT, ours ? "bold" : "normal");
        y += ROW;
    }

    private static String color(Contender contender) {
        return switch (contender) {
            case RAW -> "#9aa5b1";
            case EVENTSTREAM, OUTBOX -> "#2f7ed8";
            case SMALLRYE, NAMASTACK -> "#e8b04a";
            case SPRING, MODULITH -> "#7fb069";
        };
    }

    private void rectangle(double x, double top, double width, double height, String color) throws XMLStreamException {
        xml.writeEmptyElement("rect");
        number("x", x);
        number("y", top);
        number("width", width);
        number("height", height);
        attribute("fill", color);
    }

    private void line(double from, double to, double height) throws XMLStreamException {
        xml.writeEmptyElement("line");
        number("x1", from);
        number("x2", to);
        number("y1", height);
        number("y2", height);
        attribute("stroke", TEXT);
    }

    private void text(double x, double baseline, String words, String color, String weight) throws XMLStreamException {
        xml.writeStartElement("text");
        number("x", x);
        number("y", baseline);
        attribute("fill", color);
        attribute("font-weight", weight);
        xml.writeCharacters(words);
        xml.writeEndElement();
    }

    private void number(String name, double value) throws XMLStreamException {
        attribute(name, String.format(Locale.ROOT, "%.1f", value));
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, value);
    }
}
