"""What is to be shot: codes and file names, takes, scripts and the words in them."""
