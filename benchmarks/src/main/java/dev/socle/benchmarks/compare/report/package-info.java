/**
 * Results as people and programs read them: a table, a chart, a page, raw figures.
 *
 * <p>It knows numbers and labels, not how they came about. Read {@link dev.socle.benchmarks.compare.report.Result} first.
 */
@NullMarked
package dev.socle.benchmarks.compare.report;

import org.jspecify.annotations.NullMarked;
