"""Where signals come from: sound interfaces, capture cards and a simulated pair, behind one protocol each."""
