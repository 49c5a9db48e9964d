/** Step 11: the same service over every transport. */
@NullMarked
package dev.socle.examples.ladder.address;

import org.jspecify.annotations.NullMarked;
