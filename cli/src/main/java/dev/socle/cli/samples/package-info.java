/**
 * The sample services that {@code socle serve} offers, and that every example speaks to.
 *
 * <p>Must not know: the command line. Calls down: typed services. Read {@link Greeter} first.
 */
@NullMarked
package dev.socle.cli.samples;

import org.jspecify.annotations.NullMarked;
